package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;
import static org.rtcroom.apikey.ApiKey.Role.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionRecord;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.Bans;
import org.rtcroom.room.NamedSessions;
import org.rtcroom.room.Reason;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomOpener;

/** Commands of back ends and operators: opens and closes sessions, and adds to their records. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class SessionCommandsResource {

  private static final String REASON = "reason";

  @Inject RoomOpener opener;
  @Inject SessionRecord sessions;
  @Inject NamedSessions open;
  @Inject AuditReader reader;
  @Inject Bans bans;
  @Inject ApiRequest request;
  @Inject Clock clock;

  /** Opens a session that exists only for the admitted. The answer is a receipt of the record. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public CompletionStage<Response> open(byte[] body) {
    SessionRequest session = JsonBody.read(body, SessionRequest.class);
    Instant now = Instant.ofEpochMilli(clock.millis());
    session.previous().ifPresent(this::requirePrevious);
    KeyHolder holder = request.holder();
    return opener
        .openFor(
            session.room(),
            session.users(),
            session.remarks(request.author(), now),
            request.actor())
        .thenApply(recorded -> opened(recorded.state().sessionId(), holder));
  }

  private void requirePrevious(SessionId previous) {
    if (reader.session(previous).isEmpty()) {
      throw ApiException.parameter("previousSessionId", "the id of a session there is");
    }
  }

  private Response opened(SessionId sessionId, KeyHolder holder) {
    holder.changed("session-opened", sessionId, Map.of());
    return Response.status(Response.Status.CREATED).entity(receipt(sessionId)).build();
  }

  /** Adds a statement to the record of a session, open or closed. Nothing takes it back. */
  @POST
  @Path("{sessionId}/statements")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public Response state(byte[] body) {
    SessionId sessionId = request.sessionId();
    Remarks.Stated statement = JsonBody.read(body, StatementRequest.class).stated(request.author());
    SessionSummary session =
        sessions
            .add(sessionId, statement, request.actor())
            .orElseThrow(ApiException::unknownSession);
    request.holder().changed("statement-made", sessionId, Map.of());
    JsonObject receipt = SessionJson.receipt(session).build();
    return Response.status(Response.Status.CREATED).entity(receipt).build();
  }

  /** Closes a session. The reason is for the access log. */
  @POST
  @Path("{sessionId}/close")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject close(byte[] body) {
    SessionId sessionId = request.sessionId();
    String reason = JsonBody.read(body, ReasonRequest.class).reason();
    open.close(name(sessionId), Reason.CLOSED_BY_ADMINISTRATOR, request.actor());
    request.holder().changed("session-closed", sessionId, Map.of(REASON, reason));
    return receipt(sessionId);
  }

  /**
   * The body of a call that puts a user out of a session.
   *
   * @param ban when the ban from the room ends, at most ten years ahead; null for no ban
   */
  record RemovalRequest(String reason, @Nullable Instant ban) {

    private static final Duration LONGEST_BAN = Duration.ofDays(3653);

    RemovalRequest {
      reason = FieldBounds.text(REASON, reason, ReasonRequest.LONGEST);
      ban = ban == null ? null : FieldBounds.millis("ban", ban);
    }

    private Optional<Instant> banEnd(Instant now) {
      return Optional.ofNullable(ban).map(end -> FieldBounds.ahead("ban", end, now, LONGEST_BAN));
    }
  }

  /**
   * Puts a user out of a session for good, and bans the user from the room until the time that the
   * body names, if it names one. The reason is for the access log.
   */
  @POST
  @Path("{sessionId}/members/{userID}/removal")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires({INTEGRATOR, OPERATOR})
  public JsonObject remove(@PathParam("userID") String userId, byte[] body) {
    SessionId sessionId = request.sessionId();
    UserId user = TextForm.USER.read("userID", userId);
    RemovalRequest removal = JsonBody.read(body, RemovalRequest.class);
    Optional<Instant> until = removal.banEnd(clock.instant());
    NamedSessions.Name name = name(sessionId);
    until.ifPresent(time -> bans.impose(new Ban.Subject(name.key(), user), time, request.actor()));
    open.remove(name, user, request.actor());
    request
        .holder()
        .changed(
            "member-removed", sessionId, Map.of("user", user.value(), REASON, removal.reason()));
    return receipt(sessionId);
  }

  private NamedSessions.Name name(SessionId sessionId) {
    return sessions.name(sessionId).orElseThrow(ApiException::unknownSession);
  }

  private JsonObject receipt(SessionId sessionId) {
    return SessionJson.receipt(reader.session(sessionId).orElseThrow(ApiException::unknownSession))
        .build();
  }
}
