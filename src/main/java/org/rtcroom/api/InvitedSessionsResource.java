package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.RoomOpener;
import org.rtcroom.room.RoomState;

/** Opens sessions for the users whom a back end invites. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class InvitedSessionsResource {

  @Inject RoomOpener opener;
  @Inject AuditReader reader;
  @Inject ChangeAudit changes;
  @Inject ApiRequest request;
  @Inject Clock clock;

  /** Opens a session that exists only for the admitted. The answer is a receipt of the record. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public CompletionStage<Response> open(byte[] body) {
    SessionRequest session = JsonBody.read(body, SessionRequest.class);
    Instant now = Instant.ofEpochMilli(clock.millis());
    session.previous().ifPresent(this::requireExisting);
    ChangeAudit.Author author = changes.author();
    return opener
        .openFor(
            session.room(),
            session.users(),
            session.remarks(request.author(), now),
            request.actor())
        .thenApply(recorded -> receipt(recorded.state(), author));
  }

  private Response receipt(RoomState room, ChangeAudit.Author author) {
    author.note("session-opened", room.sessionId());
    SessionSummary session = reader.session(room.sessionId()).orElseThrow(SessionIds::unknown);
    return Response.status(Response.Status.CREATED).entity(SessionJson.receipt(session)).build();
  }

  private void requireExisting(SessionId previous) {
    if (reader.session(previous).isEmpty()) {
      throw ApiException.parameter("previousSessionId", "the id of a session there is");
    }
  }
}
