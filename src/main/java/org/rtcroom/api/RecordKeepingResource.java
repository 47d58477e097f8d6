package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.ADMIN;
import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
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
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * How long the records of sessions stay whole. Auditors hold, administrators erase: no
 * administrator can lift a hold that is in the way of an erasure.
 */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class RecordKeepingResource {

  @Inject SessionRecord sessions;
  @Inject Erasures erasures;
  @Inject RetentionClasses classes;
  @Inject AuditReader reader;
  @Inject ApiRequest request;

  /** Holds the record of a session: nothing of it is erased or purged. */
  @PUT
  @Path("{sessionId}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject hold(byte[] body) {
    SessionId sessionId = request.sessionId();
    String reason = JsonBody.read(body, ReasonRequest.class).reason();
    return added(sessionId, new Remarks.Held(reason, request.author()), "hold-set").build();
  }

  /** Agrees to lift the hold; the second of two different keys lifts it. */
  @DELETE
  @Path("{sessionId}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject lift(byte[] body) {
    SessionId sessionId = request.sessionId();
    String reason = JsonBody.read(body, ReasonRequest.class).reason();
    existing(sessionId);
    if (!reader.standing(sessionId).held()) {
      throw new ApiException(ApiProblem.NOT_HELD, "the session is not held");
    }
    Remarks.LiftAgreed agreed = new Remarks.LiftAgreed(reason, request.author());
    JsonObjectBuilder receipt = added(sessionId, agreed, "hold-lift-agreed");
    return receipt.add("held", reader.standing(sessionId).held()).build();
  }

  /**
   * The body of a call that sets how long a session's record is kept.
   *
   * @param base from when the period of the class is counted
   */
  record RetentionRequest(@JsonProperty("class") String retentionClass, Instant base) {

    private static final Instant EARLIEST_BASE = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST_BASE = Instant.parse("2200-01-01T00:00:00Z");

    RetentionRequest {
      retentionClass = FieldBounds.text("class", retentionClass, 32);
      base = FieldBounds.millis("base", base);
      if (base.isBefore(EARLIEST_BASE) || base.isAfter(LATEST_BASE)) {
        throw ApiException.parameter("base", "a time from " + EARLIEST_BASE + " to " + LATEST_BASE);
      }
    }
  }

  /** Sets how long the record must be kept, or lengthens that. */
  @PUT
  @Path("{sessionId}/retention")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({AUDITOR, INTEGRATOR})
  public JsonObject retain(byte[] body) {
    SessionId sessionId = request.sessionId();
    SessionSummary session = existing(sessionId);
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
    JsonObjectBuilder receipt = added(sessionId, wanted, "retention-set");
    return receipt.add("until", AnswerJson.time(wanted.until())).build();
  }

  private Remarks.RetentionSet retention(RetentionRequest wanted, String family) {
    String name = wanted.retentionClass();
    Duration period =
        classes
            .period(name, family)
            .orElseThrow(() -> ApiException.parameter("class", "a class of the settings"));
    Instant base = wanted.base();
    return new Remarks.RetentionSet(name, base, base.plus(period), request.author());
  }

  /** The body of a call that erases a user. */
  record ErasureRequest(@JsonProperty("userID") UserId user, String reason, String legalBasis) {

    ErasureRequest {
      user = FieldBounds.required("userID", user, TextForm.USER);
      reason = FieldBounds.text("reason", reason, ReasonRequest.LONGEST);
      legalBasis = FieldBounds.text("legalBasis", legalBasis, ReasonRequest.LONGEST);
    }

    Erasures.ErasureGrounds grounds(Remarks.By by) {
      return new Erasures.ErasureGrounds(reason, legalBasis, by);
    }
  }

  /**
   * Erases a user from the record of a closed session. Its note does not name the user, who would
   * not be erased otherwise.
   */
  @POST
  @Path("{sessionId}/erasures")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(ADMIN)
  public JsonObject erase(byte[] body) {
    SessionId sessionId = request.sessionId();
    ErasureRequest erasure = JsonBody.read(body, ErasureRequest.class);
    Erasures.ErasureResult done =
        erasures
            .erase(sessionId, erasure.user(), erasure.grounds(request.author()), request.actor())
            .orElseThrow(ApiException::unknownSession);
    request.holder().changed("user-erased", sessionId, Map.of());
    return SessionJson.receipt(done.session()).add("lines", done.lines()).build();
  }

  private JsonObjectBuilder added(SessionId sessionId, RoomEvent.Remark remark, String what) {
    SessionSummary session =
        sessions.add(sessionId, remark, request.actor()).orElseThrow(ApiException::unknownSession);
    request.holder().changed(what, sessionId, Map.of());
    return SessionJson.receipt(session);
  }

  private SessionSummary existing(SessionId sessionId) {
    return reader.session(sessionId).orElseThrow(ApiException::unknownSession);
  }
}
