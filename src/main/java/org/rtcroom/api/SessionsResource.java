package org.rtcroom.api;

import static org.rtcroom.identity.ApiKey.Role.AUDITOR;
import static org.rtcroom.identity.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.identity.ApiKey.Role.OPERATOR;

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
import org.rtcroom.audit.AuditReader;
import org.rtcroom.audit.ReadLine;
import org.rtcroom.audit.SessionFilter;
import org.rtcroom.audit.SessionSummary;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.SessionId;

/** Reads the sessions of rooms. Every read is noted before it is made. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SessionsResource {

  private static final String ID = "sessionId";

  @Inject AuditReader reader;
  @Inject AuditReads reads;
  @Inject Visit visit;

  @Context UriInfo uri;

  /** Sessions, newest first. Operators do not learn who was in them, nor may they ask. */
  @GET
  @Requires({AUDITOR, INTEGRATOR, OPERATOR})
  public JsonObject sessions() {
    SessionQuery query = SessionQuery.of(uri.getQueryParameters());
    boolean named = visit.key().hasOneOf(Set.of(AUDITOR, INTEGRATOR));
    if (query.personal() && !named) {
      throw new ApiException(ApiProblem.FORBIDDEN, "the API key may not ask for people");
    }
    reads.note("sessions", query.about(), query.whom());
    List<SessionSummary> found =
        query.none() ? List.of() : reader.sessions(query.filter(), query.limit() + 1);
    Function<SessionSummary, JsonObject> json =
        named ? SessionJson::named : session -> SessionJson.unnamed(session).build();
    return Listing.of(found, query.limit(), json, SessionsResource::cursor);
  }

  private static String cursor(SessionSummary session) {
    return Cursor.of(new SessionFilter.Place(session.opened(), session.sessionId()));
  }

  /** One session, with its room as it is now or was at the end. */
  @GET
  @Path("{sessionId}")
  @Requires({AUDITOR, INTEGRATOR})
  public JsonObject session(@PathParam(ID) String id) {
    Asked.of(uri.getQueryParameters(), Set.of());
    reads.note("session", Map.of(ID, id(id).value()), Map.of());
    return SessionJson.whole(existing(id(id)), room(id(id), Instant.MAX));
  }

  /** The lines of a session, in order. */
  @GET
  @Path("{sessionId}/events")
  @Requires(AUDITOR)
  public JsonObject events(@PathParam(ID) String id) {
    Asked asked = Asked.of(uri.getQueryParameters(), Set.of("cursor", "limit"));
    long from = Cursor.line(asked).orElse(0L);
    int limit = asked.limit();
    reads.note("events", Map.of(ID, id(id).value(), "from", "" + from), Map.of());
    existing(id(id));
    List<ReadLine> found = reader.lines(id(id), from, limit + 1);
    return Listing.of(found, limit, LineJson::event, line -> Cursor.ofLine(line.seq() + 1));
  }

  /** The room of a session as it was at a moment. */
  @GET
  @Path("{sessionId}/at")
  @Requires(AUDITOR)
  public JsonObject at(@PathParam(ID) String id) {
    Instant moment =
        Asked.of(uri.getQueryParameters(), Set.of("time"))
            .time("time")
            .orElseThrow(() -> ApiException.parameter("time", "a time"));
    reads.note("at", Map.of(ID, id(id).value(), "time", Values.time(moment)), Map.of());
    existing(id(id));
    return RoomJson.at(moment, room(id(id), moment));
  }

  private SessionSummary existing(SessionId id) {
    return reader.session(id).orElseThrow(SessionsResource::noSuchSession);
  }

  private RoomState room(SessionId id, Instant moment) {
    return reader
        .at(id, moment)
        .orElseThrow(
            () -> new ApiException(ApiProblem.NOT_YET_OPEN, "it was opened after that moment"));
  }

  /** What cannot be an id is not looked for, and not noted: notes hold nothing a stranger wrote. */
  private static SessionId id(String text) {
    boolean possible = text.matches("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    if (!possible) {
      throw noSuchSession();
    }
    return new SessionId(text);
  }

  private static ApiException noSuchSession() {
    return new ApiException(ApiProblem.NO_SUCH_SESSION, "no session has that id");
  }
}
