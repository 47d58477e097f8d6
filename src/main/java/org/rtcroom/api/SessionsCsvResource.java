package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;
import static org.rtcroom.apikey.ApiKey.Role.INTEGRATOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.rtcroom.history.AuditReader;

/** The list of sessions as CSV. */
@Path("sessions.csv")
@RequestScoped
public class SessionsCsvResource {

  @Inject AuditReader reader;
  @Inject ApiRequest request;

  /** All sessions asked for, newest first, without pages; broken off if the database fails. */
  @GET
  @Produces("text/csv; charset=UTF-8; header=present")
  @Requires({AUDITOR, INTEGRATOR})
  @AuditedRead(HistoryRead.SESSIONS_CSV)
  public Response sessions() {
    return SessionTable.of(reader, request.noted(SessionQuery.class))
        .file("sessions.csv", SessionCsv::write);
  }
}
