package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.rtcroom.evidence.Export;

/** Hands out the history as a file that a stranger can verify. */
@Path("audit/export")
@RequestScoped
public class ExportResource {

  @Inject Export export;
  @Inject ReadAudit reads;

  /** The export, written while it is read; broken off if the database stops answering. */
  @GET
  @Produces("application/zip")
  @Requires(AUDITOR)
  @AuditedRead(HistoryRead.EXPORT)
  public Response export() {
    SelectionQuery query = reads.noted(SelectionQuery.class);
    StreamingOutput file = out -> export.write(query.selection(), out);
    return Response.ok(file)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"export.zip\"")
        .build();
  }
}
