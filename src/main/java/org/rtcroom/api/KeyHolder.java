package org.rtcroom.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.RoomException;

/**
 * The holder of an API key, whose reads and changes the access log notes. Bound to no thread:
 * another thread than the request's may finish a change.
 */
record KeyHolder(ApiKey key, Actor actor, AccessLog accessLog, Pseudonyms pseudonyms) {

  /**
   * Notes a change and waits until that is committed.
   *
   * @param what the change, such as {@code session-closed}
   * @param details without personal data
   * @param personal can be erased later
   * @throws RoomException if it could not be noted; the change was made all the same
   */
  void changed(String what, Map<String, String> details, Map<String, String> personal) {
    accessLog.record(AccessKind.CHANGED, actor, details(what, details), personal);
  }

  /** A change of a session. */
  void changed(String what, SessionId sessionId, Map<String, String> personal) {
    changed(what, Map.of("sessionId", sessionId.value()), personal);
  }

  /**
   * Notes a change together with an advance: both are committed, or neither is.
   *
   * @return the user's new generation
   */
  long changed(
      String what, Map<String, String> details, Map<String, String> personal, Advance advance) {
    return accessLog.record(
        AccessKind.CHANGED, actor, details(what, details), personal, Optional.of(advance));
  }

  /** Notes a ticket for a user. */
  void issued(UserId user) {
    accessLog.record(
        AccessKind.TICKET_ISSUED,
        actor,
        details("ticket", Map.of("type", "userSig")),
        Map.of("user", user.value()));
  }

  /**
   * Notes a read.
   *
   * @throws DatabaseUnavailable if it could not be noted
   */
  void read(HistoryRead read, ReadQuery query) {
    Map<String, String> details = details(read.what, query.details());
    query.room().ifPresent(room -> details.put("roomPseudonym", pseudonyms.ofRoom(room)));
    accessLog.record(AccessKind.AUDIT_READ, actor, details, query.personal());
  }

  private Map<String, String> details(String what, Map<String, String> further) {
    Map<String, String> details = new LinkedHashMap<>(further);
    details.putAll(Map.of("what", what, "key", key.name(), "keyId", key.id()));
    return details;
  }
}
