package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.ADMIN;
import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.rtcroom.accesslog.AccessFilter;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.chain.ReadLine;
import org.rtcroom.history.AccessErasures;
import org.rtcroom.history.AuditReader;
import org.rtcroom.history.Erasures;
import org.rtcroom.kernel.UserId;

/** Reads the access logs of all nodes, and erases people from them. */
@Path("access-log")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccessLogResource {

  /** Characters of a text that is recorded. */
  private static final int LONGEST = 500;

  @Inject AuditReader reader;
  @Inject ReadNotes reads;
  @Inject AccessLogWriter writer;
  @Inject AccessErasures erasures;
  @Inject ApiRequest visit;

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

  /**
   * Erases a user from the access logs that have ended. The note of it does not name the user, who
   * would not be erased otherwise.
   */
  @POST
  @Path("erasures")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(ADMIN)
  public JsonObject erase(byte[] body) {
    JsonBody sent = JsonBody.of(body, Set.of("userID", "reason", "legalBasis"));
    UserId user = sent.requiredUser("userID");
    Erasures.Grounds grounds =
        new Erasures.Grounds(
            sent.requiredText("reason", LONGEST),
            sent.requiredText("legalBasis", LONGEST),
            visit.author());
    int lines = erasures.erase(user, grounds, visit.actor());
    return Values.object().add("lines", lines).build();
  }

  private static String cursor(ReadLine line) {
    return Cursor.of(new AccessFilter.AccessPlace(line.at(), line.chain(), line.seq()));
  }
}
