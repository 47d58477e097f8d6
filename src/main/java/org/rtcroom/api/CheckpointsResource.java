package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.rtcroom.checkpoint.CheckpointReader;
import org.rtcroom.checkpoint.StoredCheckpoint;

/** Reads the signed checkpoints. */
@Path("audit/checkpoints")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CheckpointsResource {

  @Inject CheckpointReader reader;
  @Inject ReadAudit reads;

  /** A page of the list. */
  record Page(Optional<Long> before, int limit) implements ReadQuery {

    static Page of(ReadRequest request) {
      QueryParameters parameters = request.parameters("cursor", "limit");
      return new Page(Cursor.checkpoint(parameters), parameters.limit());
    }
  }

  /** Checkpoints, newest first. */
  @GET
  @AuditedRead(HistoryRead.CHECKPOINTS)
  @Requires(AUDITOR)
  public JsonObject checkpoints() {
    Page page = reads.noted(Page.class);
    List<StoredCheckpoint> found = reader.checkpoints(page.before(), page.limit() + 1);
    return Listing.of(
        found, page.limit(), CheckpointJson::of, last -> Cursor.ofCheckpoint(last.number()));
  }
}
