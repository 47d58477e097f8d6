package org.rtcroom.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.RoomException;

/** Notes in the access log who changed what through the API, before that is answered. */
@ApplicationScoped
class ChangeAudit {

  @Inject AccessLog accessLog;
  @Inject ApiRequest request;

  /**
   * Notes a change and waits until that is committed.
   *
   * @param what was done, such as {@code session-closed}
   * @param details what is no personal data
   * @param personal what can be erased later
   * @throws RoomException if it could not be noted; the change was made all the same
   */
  void note(String what, Map<String, String> details, Map<String, String> personal) {
    note(AccessKind.CHANGED, what, details, personal);
  }

  /**
   * Notes a change together with an advance: both are committed, or neither is.
   *
   * @return the user's new generation
   */
  long note(
      String what, Map<String, String> details, Map<String, String> personal, Advance advance) {
    Author author = author();
    return accessLog.record(
        AccessKind.CHANGED,
        author.actor(),
        author.details(what, details),
        personal,
        Optional.of(advance));
  }

  /** A change of a session. */
  void note(String what, SessionId sessionId, Map<String, String> personal) {
    note(what, Map.of("sessionId", sessionId.value()), personal);
  }

  /** A ticket for a user. */
  void noteTicket(UserId user) {
    note(
        AccessKind.TICKET_ISSUED,
        "ticket",
        Map.of("type", "userSig"),
        Map.of("user", user.value()));
  }

  /** The author of the changes of this request, to be kept for a note that another thread makes. */
  Author author() {
    return new Author(accessLog, request.key(), request.actor());
  }

  private void note(
      AccessKind kind, String what, Map<String, String> details, Map<String, String> personal) {
    author().note(kind, what, details, personal);
  }

  /** The holder of an API key who changes something. */
  record Author(AccessLog accessLog, ApiKey key, Actor actor) {

    /** Notes a change of a session and waits until that is committed. */
    void note(String what, SessionId sessionId) {
      note(AccessKind.CHANGED, what, Map.of("sessionId", sessionId.value()), Map.of());
    }

    private void note(
        AccessKind kind, String what, Map<String, String> details, Map<String, String> personal) {
      accessLog.record(kind, actor, details(what, details), personal);
    }

    private Map<String, String> details(String what, Map<String, String> details) {
      Map<String, String> all = new LinkedHashMap<>(details);
      all.put("what", what);
      all.put("key", key.name());
      all.put("keyId", key.id());
      return all;
    }
  }
}
