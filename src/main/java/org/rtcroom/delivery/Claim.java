package org.rtcroom.delivery;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * The right to deliver one row for a while.
 *
 * @param version of the row when it was claimed
 * @param attempts that have failed before
 * @param claimedBy names this claim and no other of the same row
 */
public record Claim(
    SessionId sessionId,
    Notification kind,
    String groupId,
    long version,
    int attempts,
    String claimedBy) {

  /** Characters of the text that is kept with a failure. */
  static final int LONGEST_REASON = 200;

  private static final String START = UUID.randomUUID().toString();
  private static final AtomicLong NAMES = new AtomicLong();

  /** A name that no claim has had, on any node. */
  static String newName() {
    return START + "-" + NAMES.incrementAndGet();
  }
}
