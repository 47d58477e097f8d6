package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Lease;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.database.Transactions;
import org.rtcroom.settings.NodeName;

/**
 * Makes checkpoints, in three steps: sign and commit, note the covered lines, copy the row to the
 * file outside. A number is signed once: the signature leaves the process only as a committed row.
 * A crash between the steps makes the next checkpoint repeat leaves, or the file late.
 */
@ApplicationScoped
class CheckpointWriter {

  private static final Logger LOG = System.getLogger(CheckpointWriter.class.getName());

  /** Leaves of one checkpoint; more wait for the next, which follows at once. */
  static final int MOST_LEAVES = 5_000;

  /** Heads of one transaction that notes covered lines: recording waits for no more. */
  private static final int COVERED_AT_ONCE = 50;

  private static final Duration HOLD = Duration.ofSeconds(30);

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject CheckpointSettings settings;
  @Inject StoredCopy copy;
  @Inject CheckpointGate gate;
  @Inject CheckpointWatch watch;
  @Inject NodeInstance instance;
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
    boolean more = transactions.commitStatements(jdbc -> watch.look(jdbc) && due(jdbc));
    try {
      while (more) {
        Optional<SignedCheckpoint> signed = sign(true);
        more = signed.filter(made -> cover(made) && made.full()).isPresent();
      }
    } finally { // whatever hinders the next one: readiness tells if rows are not copied
      if (gate.allowed()) {
        publish();
      }
    }
  }

  /** A later look copies the lines that the file does not take now; recording goes on meanwhile. */
  private void publish() {
    try {
      copy.publish();
      gate.copied();
    } catch (UncheckedIOException | OutsideFile.UnreadableCopy | TrustedKeys.ForgedCheckpoint e) {
      if (gate.notCopiedSince().isEmpty()) {
        LOG.log(Level.ERROR, "checkpoints are not copied; said once until they are", e);
      }
      gate.notCopied(clock.instant());
    }
  }

  private boolean due(Jdbc jdbc) {
    Optional<Instant> last =
        CheckpointRows.last(jdbc).map(made -> Instant.ofEpochMilli(made.atMillis()));
    boolean moved = HeadRows.anyMoved(jdbc);
    boolean closed = moved && HeadRows.anyClosed(jdbc);
    return CheckpointSchedule.at(clock.instant(), settings.interval(), last, moved, closed);
  }

  /**
   * The first step: one transaction reads the heads that moved, without locking them, and stores
   * the signed checkpoint with its leaves.
   *
   * @param evenOfNothing whether to sign when no chain went on
   * @return empty if another node has the lease, there is nothing to sign, or the database lacks a
   *     checkpoint that was made: then its number is not signed again
   */
  Optional<SignedCheckpoint> sign(boolean evenOfNothing) {
    Optional<SignedCheckpoint> signed =
        transactions.commit(
            entities -> {
              Jdbc jdbc = Jdbc.of(entities);
              return Lease.CHECKPOINT.take(entities, instance.id(), HOLD) && watch.maySign(jdbc)
                  ? sign(jdbc, evenOfNothing)
                  : Optional.empty();
            });
    signed.ifPresent(made -> watch.committed(made.checkpoint()));
    return signed;
  }

  private Optional<SignedCheckpoint> sign(Jdbc jdbc, boolean evenOfNothing) {
    requireKeyInForce(jdbc);
    List<MovedHead> heads = HeadRows.moved(jdbc, MOST_LEAVES);
    if (heads.isEmpty() && !evenOfNothing) {
      return Optional.empty();
    }
    MerkleTree tree = new MerkleTree();
    List<CheckpointRows.ChainLeaf> leaves = new ArrayList<>();
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    for (MovedHead head : heads) {
      byte[] leaf = head.leaf();
      tree.add(leaf);
      hashes.writeBytes(MerkleTree.leafHash(leaf));
      leaves.add(new CheckpointRows.ChainLeaf(head.chain(), leaf));
    }
    Checkpoint checkpoint = content(jdbc, tree, heads).signedBy(keys.current());
    CheckpointRows.insert(jdbc, checkpoint, hashes.toByteArray());
    CheckpointRows.insert(jdbc, checkpoint.number(), leaves);
    return Optional.of(new SignedCheckpoint(checkpoint, heads));
  }

  private void requireKeyInForce(Jdbc jdbc) {
    String inForce = CheckpointKeyRows.inForce(jdbc).orElse(keys.current().id());
    if (!inForce.equals(keys.current().id())) {
      throw new IllegalStateException("key " + inForce + " is in force, not this node's");
    }
  }

  private Checkpoint.UnsignedCheckpoint content(Jdbc jdbc, MerkleTree tree, List<MovedHead> heads) {
    Optional<Checkpoint> last = CheckpointRows.last(jdbc);
    last.ifPresent(TrustedKeys.of(jdbc, keys)::requireSigned);
    long number = last.map(Checkpoint::number).orElse(StoredCopy.BEGINNING) + 1;
    noteClock(jdbc);
    return new Checkpoint.UnsignedCheckpoint(
        number,
        last.map(Checkpoint::hash).orElse(Checkpoint.GENESIS),
        clock.millis(),
        tree.root(),
        tree.size(),
        NodeLists.next(jdbc, last, heads),
        restored(jdbc, number),
        settings.mode());
  }

  /** Those that no checkpoint has followed yet. */
  private static List<String> restored(Jdbc jdbc, long number) {
    return CheckpointKeyRows.documents(jdbc, number).stream()
        .filter(document -> document.kind() == KeyDocument.DocumentKind.RESTORED)
        .map(KeyDocument::hashHex)
        .toList();
  }

  /** How far this node's clock is from the database's. */
  void noteClock() {
    transactions.commitStatements(
        jdbc -> {
          noteClock(jdbc);
          return true;
        });
  }

  private void noteClock(Jdbc jdbc) {
    long difference = clock.millis() - jdbc.now();
    NodeRows.noteClock(jdbc, node.name(), difference, ntp.latest());
  }

  /**
   * The second step, in small transactions. The next checkpoint repeats those that fail, which
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
        transactions.commitStatements(
            jdbc -> {
              part.forEach(head -> HeadRows.cover(jdbc, head));
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
