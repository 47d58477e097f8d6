package org.rtcroom.delivery;

import java.time.Instant;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * A delivery that is not done yet.
 *
 * @param created when it was first wanted
 * @param attempts that failed
 * @param nextAttempt not before then, by the clock of the database; 1970 means at once
 * @param lastError empty if none failed
 * @param cursor continues a list after this one
 */
public record PendingDelivery(
    SessionId sessionId,
    Notification kind,
    String groupId,
    Instant created,
    int attempts,
    Instant nextAttempt,
    String lastError,
    String cursor) {

  static PendingDelivery of(Delivery row) {
    return new PendingDelivery(
        new SessionId(row.sessionId()),
        row.kind(),
        row.groupId(),
        Instant.ofEpochMilli(row.createdMillis()),
        row.attempts(),
        Instant.ofEpochMilli(row.nextAttemptMillis()),
        row.lastError(),
        row.sessionId() + ":" + row.kind());
  }
}
