package org.rtcroom.api;

import static org.rtcroom.apikey.ApiKey.Role.AUDITOR;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.checkpoint.CheckpointReader;
import org.rtcroom.checkpoint.StoredCheckpoint;

/** Reads the signed checkpoints. */
@Path("audit/checkpoints")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CheckpointsResource {

  @Inject CheckpointReader reader;
  @Inject ReadNotes reads;

  @Context UriInfo uri;

  /** Checkpoints, newest first. */
  @GET
  @Requires(AUDITOR)
  public JsonObject checkpoints() {
    QueryParameters asked = QueryParameters.of(uri.getQueryParameters(), Set.of("cursor", "limit"));
    Optional<Long> before = Cursor.checkpoint(asked);
    int limit = asked.limit();
    reads.note("checkpoints", Map.of(), Map.of());
    List<StoredCheckpoint> found = reader.checkpoints(before, limit + 1);
    return Listing.of(found, limit, CheckpointJson::of, last -> Cursor.ofCheckpoint(last.number()));
  }
}
