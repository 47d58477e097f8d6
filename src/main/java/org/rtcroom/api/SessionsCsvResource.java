package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.SessionFilter;

/** The list of sessions for spreadsheets. */
@Path("sessions.csv")
@RequestScoped
public class SessionsCsvResource {

  @Inject AuditReader reader;
  @Inject ReadAudit reads;

  /** All sessions asked for, newest first, without pages; broken off if the database fails. */
  @GET
  @Produces("text/csv; charset=UTF-8; header=present")
  @Requires({AUDITOR, INTEGRATOR})
  @AuditedRead(HistoryRead.SESSIONS_CSV)
  public Response sessions() {
    SessionFilter filter = reads.noted(SessionQuery.class).filter();
    StreamingOutput file =
        out ->
            SessionsCsv.write(
                last ->
                    reader.sessions(
                        filter.after(last.map(SessionFilter.SessionPosition::of)),
                        QueryParameters.MOST),
                out);
    return Response.ok(file)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"sessions.csv\"")
        .build();
  }
}
