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

/** The list of sessions as a workbook for spreadsheets. */
@Path("sessions.xlsx")
@RequestScoped
public class SessionsXlsxResource {

  @Inject AuditReader reader;
  @Inject ApiRequest request;

  /** All sessions asked for, newest first, without pages; broken off if the database fails. */
  @GET
  @Produces("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
  @Requires({AUDITOR, INTEGRATOR})
  @AuditedRead(HistoryRead.SESSIONS_XLSX)
  public Response sessions() {
    return SessionTable.of(reader, request.noted(SessionQuery.class))
        .file("sessions.xlsx", SessionWorkbook::write);
  }
}
