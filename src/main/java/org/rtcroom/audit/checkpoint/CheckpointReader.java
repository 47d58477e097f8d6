package org.rtcroom.audit.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

/** Reads checkpoints as they are stored. */
@ApplicationScoped
public class CheckpointReader {

  @Inject Transactions transactions;

  /**
   * Checkpoints, newest first.
   *
   * @param before a number; only lower ones are wanted
   * @throws RoomException {@link Problem#TRY_AGAIN} if the database does not answer
   */
  public List<StoredCheckpoint> checkpoints(Optional<Long> before, int limit) {
    try {
      return transactions.of(entities -> found(entities, before.orElse(Long.MAX_VALUE), limit));
    } catch (Transactions.Failed e) {
      throw new RoomException(Problem.TRY_AGAIN, "the database does not answer", e);
    }
  }

  /**
   * How many chains went on since the last checkpoint over them.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if the database does not answer
   */
  public long uncovered() {
    try {
      return transactions.of(HeadRows::countMoved);
    } catch (Transactions.Failed e) {
      throw new RoomException(Problem.TRY_AGAIN, "the database does not answer", e);
    }
  }

  private static List<StoredCheckpoint> found(EntityManager entities, long before, int limit) {
    List<Checkpoint> found = CheckpointRows.before(entities, before, limit);
    if (found.isEmpty()) {
      return List.of();
    }
    Map<Long, Receipt> receipts =
        CheckpointRows.receipts(
                entities, found.get(found.size() - 1).number(), found.get(0).number())
            .stream()
            .collect(Collectors.toMap(Receipt::number, Function.identity()));
    return found.stream()
        .map(
            checkpoint ->
                StoredCheckpoint.of(
                    checkpoint, Optional.ofNullable(receipts.get(checkpoint.number()))))
        .toList();
  }
}
