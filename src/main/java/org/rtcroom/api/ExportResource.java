package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.rtcroom.evidence.Export;

/** Hands out the history as a file that a stranger can verify. */
@Path("audit/export")
@RequestScoped
public class ExportResource {

  @Inject Export export;
  @Inject ReadNotes reads;

  @Context UriInfo uri;

  /** The export, written while it is read; broken off if the database stops answering. */
  @GET
  @Produces("application/zip")
  @Requires(AUDITOR)
  public Response export() {
    SelectionQuery query = SelectionQuery.of(uri.getQueryParameters());
    reads.note("export", query.about(), Map.of());
    StreamingOutput file = out -> export.write(query.selection(), out);
    return Response.ok(file)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"export.zip\"")
        .build();
  }
}
