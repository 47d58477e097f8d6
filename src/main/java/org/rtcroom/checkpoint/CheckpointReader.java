package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;

/** Reads checkpoints as they are stored. */
@ApplicationScoped
public class CheckpointReader {

  @EJB Transactions transactions;
  @Inject CheckpointKeys keys;
  @Inject Witness witness;

  /**
   * Checkpoints, newest first.
   *
   * @param before a number; only lower ones are wanted
   * @throws DatabaseUnavailable if the database does not answer
   */
  public List<StoredCheckpoint> checkpoints(Optional<Long> before, int limit) {
    return transactions.commitStatements(jdbc -> found(jdbc, before.orElse(Long.MAX_VALUE), limit));
  }

  /**
   * How many chains went on since the last checkpoint over them.
   *
   * @throws DatabaseUnavailable if the database does not answer
   */
  public long uncovered() {
    return transactions.commitStatements(HeadRows::countMoved);
  }

  /**
   * When the newest checkpoint was made that the witness has seen; if it has seen none, the first
   * of all.
   *
   * @return empty if there is no witness, or no checkpoint
   * @throws DatabaseUnavailable if the database does not answer
   */
  public Optional<Instant> witnessed() {
    if (witness.absent()) {
      return Optional.empty();
    }
    return transactions
        .commitStatements(
            jdbc ->
                CheckpointRows.find(
                    jdbc,
                    new ReceiptRows(jdbc, keys, witness).last().map(Receipt::number).orElse(0L)))
        .map(checkpoint -> Instant.ofEpochMilli(checkpoint.atMillis()));
  }

  private List<StoredCheckpoint> found(Jdbc jdbc, long before, int limit) {
    List<Checkpoint> found = CheckpointRows.before(jdbc, before, limit);
    if (found.isEmpty()) {
      return List.of();
    }
    Map<Long, Receipt> receipts =
        new ReceiptRows(jdbc, keys, witness)
            .between(found.get(found.size() - 1).number(), found.get(0).number()).stream()
                .collect(
                    Collectors.toMap(
                        Receipt::number, Function.identity(), (first, second) -> first));
    return found.stream()
        .map(
            checkpoint ->
                StoredCheckpoint.of(
                    checkpoint, Optional.ofNullable(receipts.get(checkpoint.number()))))
        .toList();
  }
}
