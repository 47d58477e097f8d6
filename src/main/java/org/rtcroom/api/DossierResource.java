package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.rtcroom.dossier.Dossiers;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;

/** Hands out one session as a file that people can read and a stranger can verify. */
@Path("sessions")
@RequestScoped
public class DossierResource {

  @Inject Dossiers dossiers;
  @Inject ReadAudit reads;

  /** The dossier, whole: it is made before the answer begins. */
  @GET
  @Path("{sessionId}/dossier")
  @Produces("application/zip")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.DOSSIER)
  public Response dossier() {
    SessionId session = reads.noted(SessionQuery.One.class).sessionId();
    return Response.ok(made(session))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"dossier-" + session.value() + ".zip\"")
        .build();
  }

  private InputStream made(SessionId session) {
    try {
      return dossiers.make(session).orElseThrow(SessionIds::unknown);
    } catch (IOException e) {
      throw new RoomException(Problem.TRY_AGAIN, "the dossier could not be made", e);
    }
  }
}
