package org.rtcroom.history;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.rtcroom.journal.SessionHead;

/**
 * A session without its lines.
 *
 * @param lines how many lines it has
 * @param headHash hash of its last line, lower-case hex
 */
public record SessionSummary(
    String sessionId,
    String family,
    String roomId,
    Optional<String> creator,
    Instant opened,
    Optional<Instant> activated,
    Optional<Instant> closed,
    Optional<String> reason,
    long lines,
    String headHash) {

  static SessionSummary of(SessionHead head) {
    return new SessionSummary(
        head.sessionId().value(),
        head.family(),
        head.key().id(),
        head.creator(),
        Instant.ofEpochMilli(head.openedMillis()),
        head.activatedMillis().map(Instant::ofEpochMilli),
        head.closedMillis().map(Instant::ofEpochMilli),
        head.reason(),
        head.lastSeq() + 1,
        HexFormat.of().formatHex(head.lastHash()));
  }
}
