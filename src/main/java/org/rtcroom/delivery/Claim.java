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
   * How long to wait when this attempt fails, too: 1 s, doubled with each earlier failure, up to 60
   * s; and up to a quarter more, so that deliveries that fail together are not tried together.
   */
  Duration backOff() {
    long millis = 1000 * Math.min(LONGEST_SECONDS, 1L << Math.min(attempts, MOST_DOUBLINGS));
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }
}
