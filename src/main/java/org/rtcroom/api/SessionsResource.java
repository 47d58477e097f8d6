package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.rtcroom.chain.AuditLine;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionFilter;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.RoomState;

/** Reads the sessions of rooms. Every read is noted before it is made. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SessionsResource {

  @Inject AuditReader reader;
  @Inject ReadAudit reads;
  @Inject ApiRequest request;

  /** SessionIds, newest first. Operators do not learn who was in them, nor may they ask. */
  @GET
  @Requires({AUDITOR, INTEGRATOR, OPERATOR})
  @AuditedRead(HistoryRead.SESSIONS)
  public JsonObject sessions() {
    SessionQuery query = reads.noted(SessionQuery.class);
    List<SessionSummary> found = reader.sessions(query.filter(), query.limit() + 1);
    Function<SessionSummary, JsonObject> json =
        SessionQuery.mayKnowPeople(request.key())
            ? SessionJson::named
            : session -> SessionJson.unnamed(session).build();
    return Listing.of(found, query.limit(), json, SessionsResource::cursor);
  }

  private static String cursor(SessionSummary session) {
    return Cursor.of(SessionFilter.SessionPosition.of(session));
  }

  /** One session, with its room as it is now or was at the end. */
  @GET
  @Path("{sessionId}")
  @Requires({AUDITOR, INTEGRATOR})
  @AuditedRead(HistoryRead.SESSION)
  public JsonObject session() {
    SessionId sessionId = reads.noted(SessionQuery.One.class).sessionId();
    return AnswerJson.object(SessionJson.whole(existing(sessionId), room(sessionId, Instant.MAX)))
        .add("erased", reader.erased(sessionId))
        .build();
  }

  /** The lines of a session, in order. */
  @GET
  @Path("{sessionId}/events")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.EVENTS)
  public JsonObject events() {
    SessionQuery.Events query = reads.noted(SessionQuery.Events.class);
    existing(query.sessionId());
    List<AuditLine> found = reader.lines(query.sessionId(), query.from(), query.limit() + 1);
    return Listing.of(found, query.limit(), LineJson::event, line -> Cursor.ofLine(line.seq() + 1));
  }

  /** The room of a session as it was at a moment. */
  @GET
  @Path("{sessionId}/at")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.STATE)
  public JsonObject at() {
    SessionQuery.State query = reads.noted(SessionQuery.State.class);
    SessionId sessionId = query.sessionId();
    existing(sessionId);
    return AnswerJson.object(RoomStateJson.at(query.moment(), room(sessionId, query.moment())))
        .add("erased", reader.erased(sessionId))
        .build();
  }

  private SessionSummary existing(SessionId id) {
    return reader.session(id).orElseThrow(SessionIds::unknown);
  }

  private RoomState room(SessionId id, Instant moment) {
    return reader
        .at(id, moment)
        .orElseThrow(
            () -> new ApiException(ApiProblem.NOT_YET_OPEN, "it was opened after that moment"));
  }
}
