package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Lease;
import org.rtcroom.database.Transactions;
import org.rtcroom.settings.NodeName;

/**
 * Makes checkpoints, in three steps: sign and commit, note what is covered, copy the row to the
 * file outside. A number is signed once: the signature leaves the process only as a committed row.
 * A crash between the steps makes the next checkpoint repeat leaves, or the file late.
 */
@ApplicationScoped
class CheckpointWriter {

  private static final Logger LOG = System.getLogger(CheckpointWriter.class.getName());

  /** Leaves of one checkpoint; more wait for the next, which follows at once. */
  static final int MOST_LEAVES = 5_000;

  /** Heads of one transaction that notes what is covered: recording waits for no more. */
  private static final int COVERED_AT_ONCE = 50;

  private static final Duration HOLD = Duration.ofSeconds(30);

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject CheckpointSettings settings;
  @Inject Publisher publisher;
  @Inject CheckpointGate gate;
  @Inject NodeName node;
  @Inject NtpOffset ntp;
  @Inject Clock clock;

  /** A committed checkpoint and the heads it is over. */
  record SignedCheckpoint(Checkpoint checkpoint, List<MovedHead> heads) {

    boolean full() {
      return heads.size() == MOST_LEAVES;
    }
  }

  /** Makes a checkpoint if it is time, and more while chains wait that one could not hold. */
  void writeIfDue() {
    boolean more = transactions.commit(this::due);
    while (more) {
      Optional<SignedCheckpoint> signed = sign(true);
      more = signed.filter(made -> cover(made) && made.full()).isPresent();
    }
    publish();
  }

  /** A later look copies the lines that the file does not take now; recording goes on meanwhile. */
  private void publish() {
    try {
      publisher.publish();
      gate.copied();
    } catch (UncheckedIOException | OutsideFile.UnreadableCopy e) {
      if (gate.notCopiedSince().isEmpty()) {
        LOG.log(Level.ERROR, "checkpoints are not copied; said once until they are", e);
      }
      gate.notCopied(clock.instant());
    }
  }

  private boolean due(EntityManager entities) {
    Optional<Instant> last =
        CheckpointRows.last(entities).map(made -> Instant.ofEpochMilli(made.atMillis()));
    boolean moved = HeadRows.anyMoved(entities);
    boolean closed = moved && HeadRows.anyClosed(entities);
    return CheckpointSchedule.at(clock.instant(), settings.interval(), last, moved, closed);
  }

  /**
   * The first step: one transaction reads the heads that moved, without locking them, and stores
   * the signed checkpoint with its leaves.
   *
   * @param evenOfNothing whether to sign when no chain went on
   * @return empty if another node has the lease, or there is nothing to sign
   */
  Optional<SignedCheckpoint> sign(boolean evenOfNothing) {
    return transactions.commit(
        entities ->
            Lease.CHECKPOINT.take(entities, node.name(), HOLD)
                ? sign(entities, evenOfNothing)
                : Optional.empty());
  }

  private Optional<SignedCheckpoint> sign(EntityManager entities, boolean evenOfNothing) {
    requireKeyInForce(entities);
    List<MovedHead> heads = HeadRows.moved(entities, MOST_LEAVES);
    if (heads.isEmpty() && !evenOfNothing) {
      return Optional.empty();
    }
    long number = CheckpointRows.last(entities).map(last -> last.number() + 1).orElse(0L);
    MerkleTree tree = new MerkleTree();
    for (MovedHead head : heads) {
      byte[] leaf = head.leaf();
      tree.add(leaf);
      entities.persist(new CheckpointLeaf(number, head.chain(), leaf));
    }
    Checkpoint checkpoint = content(entities, number, tree, heads).signedBy(keys.current());
    CheckpointRows.insert(entities, checkpoint);
    return Optional.of(new SignedCheckpoint(checkpoint, heads));
  }

  private void requireKeyInForce(EntityManager entities) {
    String inForce = CheckpointKeyRows.inForce(entities).orElse(keys.current().id());
    if (!inForce.equals(keys.current().id())) {
      throw new IllegalStateException("key " + inForce + " is in force, not this node's");
    }
  }

  private Checkpoint.UnsignedCheckpoint content(
      EntityManager entities, long number, MerkleTree tree, List<MovedHead> heads) {
    count(entities, heads);
    noteClock(entities);
    return new Checkpoint.UnsignedCheckpoint(
        number,
        CheckpointRows.last(entities).map(Checkpoint::hash).orElse(Checkpoint.GENESIS),
        clock.millis(),
        tree.root(),
        tree.size(),
        NodeRows.all(entities),
        restored(entities, number),
        settings.mode());
  }

  /** Those that no checkpoint has followed yet. */
  private static List<String> restored(EntityManager entities, long number) {
    return CheckpointKeyRows.documents(entities, number).stream()
        .filter(document -> document.kind() == KeyDocument.DocumentKind.RESTORED)
        .map(KeyDocument::hashHex)
        .toList();
  }

  /** Every session counts once, for the node that opened it, in the first checkpoint over it. */
  private static void count(EntityManager entities, List<MovedHead> heads) {
    Map<String, Long> opened =
        heads.stream()
            .filter(head -> head.session().isPresent() && head.newcomer())
            .filter(head -> !head.node().isEmpty())
            .collect(Collectors.groupingBy(MovedHead::node, Collectors.counting()));
    opened.forEach((name, sessions) -> NodeRows.addSessions(entities, name, sessions));
  }

  /** How far this node's clock is from the database's. */
  void noteClock() {
    transactions.commit(
        entities -> {
          noteClock(entities);
          return true;
        });
  }

  private void noteClock(EntityManager entities) {
    long difference = clock.millis() - Jdbc.of(entities).now();
    NodeRows.noteClock(entities, node.name(), difference, ntp.latest());
  }

  /**
   * The second step, in small transactions. What fails is repeated by the next checkpoint, which
   * harms nothing.
   *
   * @return whether all of it was noted
   */
  boolean cover(SignedCheckpoint signed) {
    boolean all = true;
    List<MovedHead> heads = signed.heads();
    for (int from = 0; from < heads.size(); from += COVERED_AT_ONCE) {
      List<MovedHead> part = heads.subList(from, Math.min(heads.size(), from + COVERED_AT_ONCE));
      try {
        transactions.commit(
            entities -> {
              part.forEach(head -> HeadRows.cover(entities, head));
              return true;
            });
      } catch (DatabaseUnavailable e) {
        LOG.log(Level.WARNING, "covered heads will be covered again: {0}", e.getMessage());
        all = false;
      }
    }
    return all;
  }
}
