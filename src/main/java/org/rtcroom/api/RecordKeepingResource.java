package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.ADMIN;
import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.Erasures;
import org.rtcroom.history.RetentionClasses;
import org.rtcroom.history.SessionRecord;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * How long the records of sessions stay whole. Auditors hold, administrators erase: nobody can lift
 * what is in the way of his own erasing.
 */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class RecordKeepingResource {

  private static final String ID = "sessionId";
  @Inject SessionRecord sessions;
  @Inject Erasures erasures;
  @Inject RetentionClasses classes;
  @Inject AuditReader reader;
  @Inject ChangeAudit changes;
  @Inject ApiRequest request;

  /** Holds the record of a session: nothing of it is erased or purged. */
  @PUT
  @Path("{sessionId}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject hold(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = SessionIds.read(id);
    String reason = JsonBody.read(body, ReasonRequest.class).reason();
    return added(sessionId, new Remarks.Held(reason, by()), "hold-set");
  }

  /** Agrees to lift the hold; the second of two different keys lifts it. */
  @DELETE
  @Path("{sessionId}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject lift(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = SessionIds.read(id);
    String reason = JsonBody.read(body, ReasonRequest.class).reason();
    requireExisting(sessionId);
    if (!reader.standing(sessionId).held()) {
      throw new ApiException(ApiProblem.NOT_HELD, "the session is not held");
    }
    JsonObject receipt = added(sessionId, new Remarks.LiftAgreed(reason, by()), "hold-lift-agreed");
    boolean held = reader.standing(sessionId).held();
    return AnswerJson.object(receipt).add("held", held).build();
  }

  /** Sets how long the record must be kept, or lengthens that. */
  @PUT
  @Path("{sessionId}/retention")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({AUDITOR, INTEGRATOR})
  public JsonObject retain(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = SessionIds.read(id);
    SessionSummary session = reader.session(sessionId).orElseThrow(SessionIds::unknown);
    Remarks.RetentionSet wanted =
        retention(JsonBody.read(body, RetentionRequest.class), session.family());
    boolean shorter =
        reader
            .standing(sessionId)
            .retention()
            .filter(set -> wanted.until().isBefore(set.until()))
            .isPresent();
    if (shorter) {
      throw new ApiException(ApiProblem.RETENTION_SHORTENED, "it must be kept for longer already");
    }
    JsonObject receipt = added(sessionId, wanted, "retention-set");
    return AnswerJson.object(receipt).add("until", AnswerJson.time(wanted.until())).build();
  }

  private Remarks.RetentionSet retention(RetentionRequest request, String family) {
    String name = request.retentionClass();
    Duration period =
        classes
            .period(name, family)
            .orElseThrow(() -> ApiException.parameter("class", "a class of the settings"));
    Instant base = request.base();
    return new Remarks.RetentionSet(name, base, base.plus(period), by());
  }

  /**
   * Erases a user from the record of a closed session. The note of it does not name the user, who
   * would not be erased otherwise.
   */
  @POST
  @Path("{sessionId}/erasures")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(ADMIN)
  public JsonObject erase(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = SessionIds.read(id);
    ErasureRequest erasure = JsonBody.read(body, ErasureRequest.class);
    Erasures.ErasureResult done =
        erasures
            .erase(sessionId, erasure.user(), erasure.grounds(by()), request.actor())
            .orElseThrow(SessionIds::unknown);
    changes.note("user-erased", sessionId, Map.of());
    return AnswerJson.object(SessionJson.receipt(done.session()))
        .add("lines", done.lines())
        .build();
  }

  private JsonObject added(SessionId sessionId, RoomEvent.Remark remark, String what) {
    SessionSummary session =
        sessions.add(sessionId, remark, request.actor()).orElseThrow(SessionIds::unknown);
    changes.note(what, sessionId, Map.of());
    return SessionJson.receipt(session);
  }

  private void requireExisting(SessionId sessionId) {
    if (reader.session(sessionId).isEmpty()) {
      throw SessionIds.unknown();
    }
  }

  private Remarks.By by() {
    return request.author();
  }
}
