package org.rtcroom.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.RoomException;

/** Notes who changed what through the API, before that is answered. */
@ApplicationScoped
class ChangeNotes {

  @Inject AccessLog accessLog;
  @Inject ApiRequest visit;

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
   * As the other, together with an advance: both are made, or neither is.
   *
   * @return the user's new generation
   */
  long note(
      String what, Map<String, String> details, Map<String, String> personal, Advance advance) {
    Changer changer = changer();
    return accessLog.record(
        AccessKind.CHANGED, changer.actor(), changer.details(what, details), personal, advance);
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

  /**
   * Who is changing something in this request; good also after the request's thread has gone on.
   */
  Changer changer() {
    return new Changer(accessLog, visit.key(), visit.actor());
  }

  private void note(
      AccessKind kind, String what, Map<String, String> details, Map<String, String> personal) {
    changer().note(kind, what, details, personal);
  }

  /** Somebody who changes something. */
  record Changer(AccessLog accessLog, ApiKey key, Actor actor) {

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
