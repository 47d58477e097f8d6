package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionRecord;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.Bans;
import org.rtcroom.room.NamedSessions;
import org.rtcroom.room.Reason;

/** Interventions from outside into open sessions. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class InterventionsResource {

  private static final String ID = "sessionId";
  private static final String REASON = "reason";

  @Inject SessionRecord sessions;
  @Inject NamedSessions open;
  @Inject AuditReader reader;
  @Inject ChangeAudit changes;
  @Inject Bans bans;
  @Inject ApiRequest request;
  @Inject Clock clock;

  /** Closes a session. The reason is for the access log. */
  @POST
  @Path("{sessionId}/close")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject close(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = SessionIds.read(id);
    String reason = JsonBody.read(body, ReasonRequest.class).reason();
    open.close(name(sessionId), Reason.CLOSED_BY_ADMINISTRATOR, request.actor());
    changes.note("session-closed", sessionId, Map.of(REASON, reason));
    return receipt(sessionId);
  }

  /**
   * Puts a user out of a session for good, and bans the user from the room where a time says until
   * when. The reason is for the access log.
   */
  @POST
  @Path("{sessionId}/members/{userID}/removal")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject remove(
      @PathParam(ID) String id, @PathParam("userID") String userId, byte[] body) {
    SessionId sessionId = SessionIds.read(id);
    UserId user = TextForm.USER.read("userID", userId);
    RemovalRequest removal = JsonBody.read(body, RemovalRequest.class);
    Optional<Instant> until = removal.banEnd(clock.instant());
    NamedSessions.Name name = name(sessionId);
    until.ifPresent(time -> bans.impose(new Ban(name.key(), user, time), request.actor()));
    open.remove(name, user, request.actor());
    changes.note(
        "member-removed", sessionId, Map.of("user", user.value(), REASON, removal.reason()));
    return receipt(sessionId);
  }

  private NamedSessions.Name name(SessionId sessionId) {
    return sessions.name(sessionId).orElseThrow(SessionIds::unknown);
  }

  private JsonObject receipt(SessionId sessionId) {
    return SessionJson.receipt(reader.session(sessionId).orElseThrow(SessionIds::unknown));
  }
}
