package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Lease;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.database.Transactions;

/**
 * Shows checkpoints to the witness, in order, from the stored rows, and stores the answers. None is
 * shown before it is in the file outside. A witness that does not answer is asked again later; it
 * may see a line twice.
 */
@ApplicationScoped
class WitnessCourier {

  private static final Logger LOG = System.getLogger(WitnessCourier.class.getName());

  /** Checkpoints of one look. */
  private static final int BATCH = 20;

  /** Longer than showing one checkpoint may take. */
  private static final Duration HOLD = Duration.ofMinutes(2);

  private static final int MOST_DOUBLINGS = 8;

  @EJB Transactions transactions;
  @Inject Witness witness;
  @Inject CheckpointKeys keys;
  @Inject CheckpointGate gate;
  @Inject OutsideFile file;
  @Inject NodeInstance instance;
  @Inject Clock clock;

  /** The last checkpoint this node has shown, whatever has become of its receipt. */
  private long shown = StoredCopy.BEGINNING;

  private int failures;
  private Instant notBefore = Instant.MIN;

  /** A checkpoint to show: its line, after those that have to be seen before it. */
  private record NextCheckpoint(Checkpoint checkpoint, List<String> lines) {}

  /** Shows checkpoints that no witness has seen, if it is time. */
  synchronized void carry() {
    if (witness.absent() || clock.instant().isBefore(notBefore)) {
      return;
    }
    try {
      for (int shown = 0; shown < BATCH && showNext(); shown++) {
        failures = 0;
      }
    } catch (Witness.NotWitnessed e) {
      Duration pause = Duration.ofSeconds(1L << Math.min(failures++, MOST_DOUBLINGS));
      notBefore = clock.instant().plus(pause);
      LOG.log(Level.WARNING, "the witness is asked again in {0}: {1}", pause, e.getMessage());
    }
  }

  private boolean showNext() {
    long copied = file.end().lastNumber();
    Optional<NextCheckpoint> next = transactions.commit(entities -> next(entities, copied));
    next.ifPresent(this::show);
    return next.isPresent();
  }

  /** Without any receipt, the last checkpoint: its chain of hashes stands for those before. */
  private Optional<NextCheckpoint> next(EntityManager entities, long copied) {
    Jdbc jdbc = Jdbc.of(entities);
    Optional<Receipt> receipt = new ReceiptRows(jdbc, keys, witness).last();
    receipt.ifPresent(gate::seen);
    long seen = Math.max(shown, receipt.map(Receipt::number).orElse(StoredCopy.BEGINNING));
    Optional<Checkpoint> found =
        seen == StoredCopy.BEGINNING
            ? CheckpointRows.last(jdbc)
            : CheckpointRows.after(jdbc, seen, 1).stream().findFirst();
    return found
        .filter(checkpoint -> checkpoint.number() <= copied)
        .filter(checkpoint -> Lease.WITNESS.take(entities, instance.id(), HOLD))
        .map(
            checkpoint ->
                new NextCheckpoint(
                    checkpoint,
                    CopyEntry.lines(
                        List.of(checkpoint),
                        CheckpointKeyRows.documents(jdbc, checkpoint.number()),
                        false)));
  }

  private void show(NextCheckpoint next) {
    byte[] answer = {};
    for (String line : next.lines()) {
      answer = witness.show(line.getBytes(StandardCharsets.UTF_8));
    }
    long number = next.checkpoint().number();
    Receipt receipt =
        new Receipt(number, witness.name(), clock.millis(), answer, next.checkpoint().hash());
    transactions.commitStatements(
        jdbc -> {
          new ReceiptRows(jdbc, keys, witness).insert(receipt);
          return true;
        });
    shown = number;
  }
}
