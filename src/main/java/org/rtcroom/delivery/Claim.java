package org.rtcroom.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * The right to deliver one row for a while.
 *
 * @param version of the row when it was claimed
 * @param attempts that have failed before
 * @param claimedBy names this claim and no other, on any node; a UUID
 */
public record Claim(
    SessionId sessionId,
    Notification kind,
    String groupId,
    long version,
    int attempts,
    String claimedBy) {

  private static final int LONGEST_SECONDS = 60;
  private static final int MOST_DOUBLINGS = 6;

  /**
   * The pause after this attempt, if it fails: a second, doubled with each earlier failure, a
   * minute at most; and up to a quarter more, so that joint failures are not tried again together.
   */
  Duration backOff() {
    long millis = 1000 * Math.min(LONGEST_SECONDS, 1L << Math.min(attempts, MOST_DOUBLINGS));
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }
}
