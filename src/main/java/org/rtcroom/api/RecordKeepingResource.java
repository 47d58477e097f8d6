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
import java.util.Set;
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
 * How long the records of sessions stay whole. Auditors hold, administrators erase: nobody can lift
 * what is in the way of his own erasing.
 */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class RecordKeepingResource {

  private static final String ID = "sessionId";
  private static final String REASON = "reason";
  private static final String BASIS = "legalBasis";
  private static final String USER = "userID";
  private static final String CLASS = "class";
  private static final String BASE = "base";
  private static final int LONGEST = 500;

  private static final Instant EARLIEST_BASE = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST_BASE = Instant.parse("2200-01-01T00:00:00Z");

  @Inject SessionRecord sessions;
  @Inject Erasures erasures;
  @Inject RetentionClasses classes;
  @Inject AuditReader reader;
  @Inject ChangeNotes changes;
  @Inject ApiRequest visit;

  /** Holds the record of a session: nothing of it is erased or purged. */
  @PUT
  @Path("{sessionId}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject hold(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = Sessions.id(id);
    String reason = JsonBody.of(body, Set.of(REASON)).requiredText(REASON, LONGEST);
    return added(sessionId, new Remarks.Held(reason, by()), "hold-set");
  }

  /** Agrees to lift the hold; the second of two different keys lifts it. */
  @DELETE
  @Path("{sessionId}/hold")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(AUDITOR)
  public JsonObject lift(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = Sessions.id(id);
    String reason = JsonBody.of(body, Set.of(REASON)).requiredText(REASON, LONGEST);
    requireExisting(sessionId);
    if (!reader.standing(sessionId).held()) {
      throw new ApiException(ApiProblem.NOT_HELD, "the session is not held");
    }
    JsonObject receipt = added(sessionId, new Remarks.LiftAgreed(reason, by()), "hold-lift-agreed");
    boolean held = reader.standing(sessionId).held();
    return Values.object(receipt).add("held", held).build();
  }

  /** Sets how long the record must be kept, or lengthens that. */
  @PUT
  @Path("{sessionId}/retention")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({AUDITOR, INTEGRATOR})
  public JsonObject retain(@PathParam(ID) String id, byte[] body) {
    SessionId sessionId = Sessions.id(id);
    SessionSummary session = reader.session(sessionId).orElseThrow(Sessions::none);
    Remarks.RetentionSet wanted =
        retention(JsonBody.of(body, Set.of(CLASS, BASE)), session.family());
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
    return Values.object(receipt).add("until", Values.time(wanted.until())).build();
  }

  private Remarks.RetentionSet retention(JsonBody sent, String family) {
    String name = sent.requiredText(CLASS, 32);
    Duration period =
        classes
            .period(name, family)
            .orElseThrow(() -> ApiException.parameter(CLASS, "a class of the settings"));
    Instant base = Instant.ofEpochMilli(sent.requiredTime(BASE).toEpochMilli());
    if (base.isBefore(EARLIEST_BASE) || base.isAfter(LATEST_BASE)) {
      throw ApiException.parameter(BASE, "a time from " + EARLIEST_BASE + " to " + LATEST_BASE);
    }
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
    SessionId sessionId = Sessions.id(id);
    JsonBody sent = JsonBody.of(body, Set.of(USER, REASON, BASIS));
    UserId user = sent.requiredUser(USER);
    Erasures.ErasureGrounds grounds =
        new Erasures.ErasureGrounds(
            sent.requiredText(REASON, LONGEST), sent.requiredText(BASIS, LONGEST), by());
    Erasures.ErasureResult done =
        erasures.erase(sessionId, user, grounds, visit.actor()).orElseThrow(Sessions::none);
    changes.note("user-erased", sessionId, Map.of());
    return Values.object(Sessions.receipt(done.session())).add("lines", done.lines()).build();
  }

  private JsonObject added(SessionId sessionId, RoomEvent.Remark remark, String what) {
    SessionSummary session =
        sessions.add(sessionId, remark, visit.actor()).orElseThrow(Sessions::none);
    changes.note(what, sessionId, Map.of());
    return Sessions.receipt(session);
  }

  private void requireExisting(SessionId sessionId) {
    if (reader.session(sessionId).isEmpty()) {
      throw Sessions.none();
    }
  }

  private Remarks.By by() {
    return visit.author();
  }
}
