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
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.apikey.Warrants;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.Erasures;
import org.rtcroom.history.RetentionClasses;
import org.rtcroom.history.SessionRecord;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.Warrant;
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
  @Inject Warrants warrants;
  @Inject AuditReader reader;
  @Inject ApiRequest request;
  @Inject Clock clock;

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

  /**
   * Agrees to lift the hold; the second of two different persons lifts it, each with a key that was
   * confirmed before the hold was set.
   */
  @POST
  @Path("{sessionId}/hold/lifts")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject lift(byte[] body) {
    return lift(JsonBody.read(body, ReasonRequest.class).reason());
  }

  /** As {@link #lift}, for clients whose servers in between pass no body on: then it says none. */
  @DELETE
  @Path("{sessionId}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject liftByDelete(byte[] body) {
    return lift(
        body.length == 0 ? "none given" : JsonBody.read(body, ReasonRequest.class).reason());
  }

  private JsonObject lift(String reason) {
    SessionId sessionId = request.sessionId();
    existing(sessionId);
    if (!reader.standing(sessionId).held()) {
      throw new ApiException(ApiProblem.NOT_HELD, "the session is not held");
    }
    Remarks.LiftAgreed agreed = new Remarks.LiftAgreed(reason, request.author(), warrant());
    JsonObjectBuilder receipt = agreed(sessionId, agreed, "hold-lift-agreed");
    return receipt.add("held", reader.standing(sessionId).held()).build();
  }

  /**
   * The warrant of the key shown.
   *
   * @throws ApiException {@link ApiProblem#KEY_NOT_CONFIRMED} if nobody has confirmed the key
   */
  private Warrant warrant() {
    return warrants
        .of(request.key())
        .orElseThrow(
            () ->
                new ApiException(
                    ApiProblem.KEY_NOT_CONFIRMED,
                    "an administrator other than the one who gave this key out must confirm it:"
                        + " POST /api/v1/keys/"
                        + request.key().id()
                        + "/confirmation"));
  }

  /**
   * Adds an agreement that counts.
   *
   * @throws ApiException {@link ApiProblem#KEY_TOO_NEW}, {@link ApiProblem#SAME_PERSON}
   */
  private JsonObjectBuilder agreed(SessionId sessionId, RoomEvent.Remark agreed, String what) {
    reader
        .standingAfter(sessionId, agreed, clock.instant())
        .objection()
        .ifPresent(
            why -> {
              throw ApiException.of(why);
            });
    return added(sessionId, agreed, what);
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

  /**
   * Sets how long the record must be kept, or lengthens that. A shorter class or an earlier end
   * takes AUDITOR keys of two different persons that ask for the same: the first one is recorded,
   * the second one takes effect.
   */
  @PUT
  @Path("{sessionId}/retention")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({AUDITOR, INTEGRATOR})
  public JsonObject retain(byte[] body) {
    SessionId sessionId = request.sessionId();
    SessionSummary session = existing(sessionId);
    Remarks.RetentionSet wanted =
        retention(JsonBody.read(body, RetentionRequest.class), session.family());
    Optional<Instant> end = end(session);
    if (!shorter(wanted, session, end)) {
      JsonObjectBuilder receipt = added(sessionId, wanted, "retention-set");
      return retained(receipt, Optional.of(wanted.until()), true);
    }
    if (!request.key().hasOneOf(Set.of(AUDITOR))) {
      throw new ApiException(
          ApiProblem.RETENTION_SHORTENED,
          "it is kept "
              + end.map(until -> "until " + until).orElse("for good, as no rule says how long")
              + "; a shorter class or an earlier end takes AUDITOR keys of two persons");
    }
    JsonObjectBuilder receipt =
        agreed(
            sessionId,
            new Remarks.ShorteningAgreed(
                wanted.retentionClass(), wanted.base(), wanted.until(), wanted.by(), warrant()),
            "shorter-retention-agreed");
    return retained(receipt, end(session), reader.standing(sessionId).agreedTo(wanted));
  }

  private static JsonObject retained(
      JsonObjectBuilder receipt, Optional<Instant> until, boolean inForce) {
    receipt.add("until", AnswerJson.time(until)).add("inForce", inForce);
    return inForce
        ? receipt.build()
        : receipt
            .add(
                "missing",
                "another AUDITOR key, of another person, that asks for the same class and base")
            .build();
  }

  /** When the record may be purged; empty if it is kept for good. */
  private Optional<Instant> end(SessionSummary session) {
    return reader
        .standing(new SessionId(session.sessionId()))
        .end(
            session.closed().orElseGet(clock::instant),
            classes.period(RetentionClasses.STANDARD, session.family()));
  }

  private boolean shorter(
      Remarks.RetentionSet wanted, SessionSummary session, Optional<Instant> end) {
    String current =
        reader
            .standing(new SessionId(session.sessionId()))
            .retention()
            .map(Remarks.RetentionSet::retentionClass)
            .orElse(RetentionClasses.STANDARD);
    Optional<RetentionPeriod> period = classes.period(current, session.family());
    return end.filter(until -> !wanted.until().isBefore(until)).isEmpty()
        || period.filter(known -> wanted.until().isBefore(known.end(wanted.base()))).isPresent();
  }

  private Remarks.RetentionSet retention(RetentionRequest wanted, String family) {
    String name = wanted.retentionClass();
    RetentionPeriod period =
        classes
            .period(name, family)
            .orElseThrow(() -> ApiException.parameter("class", "a class of the settings"));
    Instant base = wanted.base();
    return new Remarks.RetentionSet(name, base, period.end(base), request.author());
  }

  /**
   * Erases a user from the record of a closed session. Before the session's period is over that
   * takes two administrators, who name the law that demands it: the first is recorded, the second
   * erases. The note of it does not name the user, who would not be erased otherwise.
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
            .erase(
                sessionId,
                erasure.user(),
                erasure.grounds(request.author(), this::warrant),
                request.actor())
            .orElseThrow(ApiException::unknownSession);
    request.holder().changed(done.agreed() ? "user-erased" : "erasure-agreed", sessionId, Map.of());
    JsonObjectBuilder answer =
        SessionJson.receipt(done.session())
            .add("lines", done.lines())
            .add("inForce", done.agreed());
    return done.agreed()
        ? answer.build()
        : answer.add("missing", "an ADMIN key of another person that asks for the same").build();
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
