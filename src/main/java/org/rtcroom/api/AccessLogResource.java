package org.rtcroom.api;

import static org.rtcroom.identity.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.rtcroom.audit.AccessFilter;
import org.rtcroom.audit.AccessLogWriter;
import org.rtcroom.audit.AuditReader;
import org.rtcroom.audit.ReadLine;

/** Reads the access logs of all nodes. */
@Path("access-log")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccessLogResource {

  @Inject AuditReader reader;
  @Inject AuditReads reads;
  @Inject AccessLogWriter writer;

  @Context UriInfo uri;

  /**
   * Lines, newest first. The refusals this node has counted so far are written first, ahead of the
   * note of this read, so that both are among the lines.
   */
  @GET
  @Requires(AUDITOR)
  public JsonObject lines() {
    AccessQuery query = AccessQuery.of(uri.getQueryParameters());
    writer.settleRefusals();
    reads.note("access-log", query.about(), query.whom());
    List<ReadLine> found = reader.accessLog(query.filter(), query.limit() + 1);
    return Listing.of(found, query.limit(), LineJson::access, AccessLogResource::cursor);
  }

  private static String cursor(ReadLine line) {
    return Cursor.of(new AccessFilter.Place(line.at(), line.chain(), line.seq()));
  }
}
