package org.rtcroom.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call that puts a user out of a session.
 *
 * @param ban until when the user is kept out of the room too; null for not at all
 */
record RemovalRequest(String reason, @Nullable Instant ban) {

  private static final Duration LONGEST_BAN = Duration.ofDays(3653);

  RemovalRequest {
    reason = FieldBounds.text("reason", reason, ReasonRequest.LONGEST);
    ban = ban == null ? null : FieldBounds.millis("ban", ban);
  }

  /**
   * When the ban ends.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER} unless that is at most ten years ahead
   */
  Optional<Instant> banEnd(Instant now) {
    if (ban != null && (!ban.isAfter(now) || ban.isAfter(now.plus(LONGEST_BAN)))) {
      throw ApiException.parameter(
          "ban", "a time to come, at most " + LONGEST_BAN.toDays() + " days ahead");
    }
    return Optional.ofNullable(ban);
  }
}
