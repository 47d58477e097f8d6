package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final String ID = "sessionId";

  @Inject AuditReader reader;
  @Inject ReadNotes reads;
  @Inject ApiRequest visit;

  @Context UriInfo uri;

  /** Sessions, newest first. Operators do not learn who was in them, nor may they ask. */
  @GET
  @Requires({AUDITOR, INTEGRATOR, OPERATOR})
  public JsonObject sessions() {
    SessionQuery query = SessionQuery.of(uri.getQueryParameters());
    boolean named = visit.key().hasOneOf(Set.of(AUDITOR, INTEGRATOR));
    if (query.personal() && !named) {
      throw new ApiException(ApiProblem.FORBIDDEN, "the API key may not ask for people or cases");
    }
    reads.note("sessions", query.about(), query.whom());
    List<SessionSummary> found = reader.sessions(query.filter(), query.limit() + 1);
    Function<SessionSummary, JsonObject> json =
        named ? SessionJson::named : session -> SessionJson.unnamed(session).build();
    return Listing.of(found, query.limit(), json, SessionsResource::cursor);
  }

  private static String cursor(SessionSummary session) {
    return Cursor.of(SessionFilter.SessionPosition.of(session));
  }

  /** One session, with its room as it is now or was at the end. */
  @GET
  @Path("{sessionId}")
  @Requires({AUDITOR, INTEGRATOR})
  public JsonObject session(@PathParam(ID) String id) {
    QueryParameters.of(uri.getQueryParameters(), Set.of());
    reads.note("session", Map.of(ID, Sessions.id(id).value()), Map.of());
    SessionId sessionId = Sessions.id(id);
    return Values.object(SessionJson.whole(existing(sessionId), room(sessionId, Instant.MAX)))
        .add("erased", reader.erased(sessionId))
        .build();
  }

  /** The lines of a session, in order. */
  @GET
  @Path("{sessionId}/events")
  @Requires(AUDITOR)
  public JsonObject events(@PathParam(ID) String id) {
    QueryParameters asked = QueryParameters.of(uri.getQueryParameters(), Set.of("cursor", "limit"));
    long from = Cursor.line(asked).orElse(0L);
    int limit = asked.limit();
    reads.note("events", Map.of(ID, Sessions.id(id).value(), "from", "" + from), Map.of());
    existing(Sessions.id(id));
    List<AuditLine> found = reader.lines(Sessions.id(id), from, limit + 1);
    return Listing.of(found, limit, LineJson::event, line -> Cursor.ofLine(line.seq() + 1));
  }

  /** The room of a session as it was at a moment. */
  @GET
  @Path("{sessionId}/at")
  @Requires(AUDITOR)
  public JsonObject at(@PathParam(ID) String id) {
    Instant moment =
        QueryParameters.of(uri.getQueryParameters(), Set.of("time"))
            .time("time")
            .orElseThrow(() -> ApiException.parameter("time", "a time"));
    reads.note("at", Map.of(ID, Sessions.id(id).value(), "time", Values.time(moment)), Map.of());
    existing(Sessions.id(id));
    SessionId sessionId = Sessions.id(id);
    return Values.object(RoomStateJson.at(moment, room(sessionId, moment)))
        .add("erased", reader.erased(sessionId))
        .build();
  }

  private SessionSummary existing(SessionId id) {
    return reader.session(id).orElseThrow(Sessions::none);
  }

  private RoomState room(SessionId id, Instant moment) {
    return reader
        .at(id, moment)
        .orElseThrow(
            () -> new ApiException(ApiProblem.NOT_YET_OPEN, "it was opened after that moment"));
  }
}
