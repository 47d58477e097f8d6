package org.rtcroom.history;

import java.time.Instant;
import java.util.Optional;

/**
 * Which sessions to find. An empty condition does not matter.
 *
 * @param family such as {@code double_room}
 * @param userId a user the session's lines tell of
 * @param address from which a user of the session was observed
 * @param caseId the integrator's case a statement names
 * @param reason why it closed
 * @param from opened at or after this
 * @param to opened before this
 * @param activeFrom not closed before this
 * @param activeTo opened before this; with {@code activeFrom}, went on in between
 * @param open true for open ones only, false for closed ones only
 * @param after the last one of the page before
 */
public record SessionFilter(
    Optional<String> family,
    Optional<String> roomId,
    Optional<String> userId,
    Optional<String> address,
    Optional<String> caseId,
    Optional<String> reason,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Instant> activeFrom,
    Optional<Instant> activeTo,
    Optional<Boolean> open,
    Optional<SessionPosition> after) {

  /** A place in the list of sessions, which is ordered by opening and id, newest first. */
  public record SessionPosition(Instant opened, String sessionId) {

    public static SessionPosition of(SessionSummary session) {
      return new SessionPosition(session.opened(), session.sessionId());
    }
  }

  /** The same filter from another place on. */
  public SessionFilter after(Optional<SessionPosition> place) {
    return with(roomId, place);
  }

  /** The same filter for another room. */
  SessionFilter ofRoom(String id) {
    return with(Optional.of(id), after);
  }

  private SessionFilter with(Optional<String> room, Optional<SessionPosition> place) {
    return new SessionFilter(
        family, room, userId, address, caseId, reason, from, to, activeFrom, activeTo, open, place);
  }
}
