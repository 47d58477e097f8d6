package org.rtcroom.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When the next checkpoint is due. */
final class CheckpointSchedule {

  /** With a look every second, a closed session is covered within 5 s. */
  private static final Duration AFTER_CLOSING = Duration.ofSeconds(3);

  static final Duration USUAL_INTERVAL = Duration.ofMinutes(1);
  private static final Duration ALWAYS = Duration.ofHours(1);

  private CheckpointSchedule() {}

  /**
   * Whether it is due now.
   *
   * @param interval how long a change may wait; where it is longer than usual, so does a closing
   * @param last when the last one was made; a clock that went back counts as long ago
   * @param moved whether any chain went on since it was covered
   * @param closed whether one of them belongs to a closed session
   */
  static boolean at(
      Instant now, Duration interval, Optional<Instant> last, boolean moved, boolean closed) {
    if (last.isEmpty() || last.get().isAfter(now)) {
      return true;
    }
    Duration since = Duration.between(last.get(), now);
    boolean rare = interval.compareTo(USUAL_INTERVAL) > 0;
    boolean closing = closed && !rare && since.compareTo(AFTER_CLOSING) >= 0;
    boolean change = moved && since.compareTo(interval) >= 0;
    boolean nothing = since.compareTo(ALWAYS) >= 0 && since.compareTo(interval) >= 0;
    return closing || change || nothing;
  }
}
