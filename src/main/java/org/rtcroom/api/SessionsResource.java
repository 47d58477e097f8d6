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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.rtcroom.dossier.Dossiers;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;
import org.rtcroom.room.RoomState;

/** Reads the sessions of rooms. Every read is noted before it is made. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SessionsResource {

  @Inject AuditReader reader;
  @Inject Dossiers dossiers;
  @Inject ApiRequest request;

  /** Sessions, newest first. Operators do not learn their users, nor may they ask for users. */
  @GET
  @Requires({AUDITOR, INTEGRATOR, OPERATOR})
  @AuditedRead(HistoryRead.SESSIONS)
  public JsonObject sessions() {
    SessionQuery query = request.noted(SessionQuery.class);
    boolean named = SessionQuery.mayKnowPeople(request.key());
    return AnswerJson.page(
        reader.sessions(query.filter(), query.limit() + 1),
        query.limit(),
        session -> (named ? SessionJson.named(session) : SessionJson.unnamed(session)).build(),
        last -> Cursor.SESSIONS.write(last.opened().toEpochMilli(), last.sessionId()));
  }

  /** One session, with its room as it is now or was at the end. */
  @GET
  @Path("{sessionId}")
  @Requires({AUDITOR, INTEGRATOR})
  @AuditedRead(HistoryRead.SESSION)
  public JsonObject session() {
    SessionId sessionId = request.noted(SessionQuery.WholeSession.class).sessionId();
    return SessionJson.whole(existing(sessionId), room(sessionId, Instant.MAX))
        .add("erased", reader.erased(sessionId))
        .build();
  }

  /** The lines of a session, in order. */
  @GET
  @Path("{sessionId}/events")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.EVENTS)
  public JsonObject events() {
    SessionQuery.LinesQuery query = request.noted(SessionQuery.LinesQuery.class);
    existing(query.sessionId());
    return AnswerJson.page(
        reader.lines(query.sessionId(), query.from(), query.limit() + 1),
        query.limit(),
        LineJson::event,
        last -> Cursor.LINES.write(last.seq() + 1));
  }

  /** The room of a session as it was at a moment. */
  @GET
  @Path("{sessionId}/at")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.STATE)
  public JsonObject at() {
    SessionQuery.StateQuery query = request.noted(SessionQuery.StateQuery.class);
    existing(query.sessionId());
    return SessionJson.at(query.moment(), room(query.sessionId(), query.moment()))
        .add("erased", reader.erased(query.sessionId()))
        .build();
  }

  /** A session as a file for people to read and for strangers to verify; made before the answer. */
  @GET
  @Path("{sessionId}/dossier")
  @Produces("application/zip")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.DOSSIER)
  public Response dossier() {
    SessionId session = request.noted(SessionQuery.WholeSession.class).sessionId();
    try {
      InputStream file = dossiers.make(session).orElseThrow(ApiException::unknownSession);
      String place = "attachment; filename=\"dossier-" + session.value() + ".zip\"";
      return Response.ok(file).header(HttpHeaders.CONTENT_DISPOSITION, place).build();
    } catch (IOException e) {
      throw new RoomException(Problem.TRY_AGAIN, "the dossier could not be made", e);
    }
  }

  private SessionSummary existing(SessionId id) {
    return reader.session(id).orElseThrow(ApiException::unknownSession);
  }

  private RoomState room(SessionId id, Instant moment) {
    return reader
        .at(id, moment)
        .orElseThrow(
            () -> new ApiException(ApiProblem.NOT_YET_OPEN, "it was opened after that moment"));
  }
}
