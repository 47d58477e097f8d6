package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.rtcroom.history.SessionRecord;
import org.rtcroom.history.SessionSummary;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Remarks;

/** Takes what back ends state about sessions, also after these have closed. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatementsResource {

  @Inject SessionRecord sessions;
  @Inject ChangeAudit changes;
  @Inject ApiRequest request;

  /** Adds a statement to the record of a session. Nothing takes it back. */
  @POST
  @Path("{sessionId}/statements")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(INTEGRATOR)
  public Response state(@PathParam("sessionId") String id, byte[] body) {
    SessionId sessionId = SessionIds.read(id);
    Remarks.Stated statement = JsonBody.read(body, StatementRequest.class).stated(request.author());
    SessionSummary session =
        sessions.add(sessionId, statement, request.actor()).orElseThrow(SessionIds::unknown);
    changes.note("statement-made", sessionId, Map.of());
    return Response.status(Response.Status.CREATED).entity(SessionJson.receipt(session)).build();
  }
}
