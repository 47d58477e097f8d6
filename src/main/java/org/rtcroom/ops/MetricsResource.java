package org.rtcroom.ops;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.ops.metrics.Meters;

/** What Prometheus fetches. */
@Path("metrics")
@RequestScoped
public class MetricsResource {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  @Inject OpsAccess door;
  @Inject Meters meters;

  /**
   * All meters of this node, for allowed addresses and the keys of operators and administrators.
   */
  @GET
  public Response metrics() {
    door.require("GET ops/metrics", Set.of(Role.OPERATOR, Role.ADMIN));
    return Response.ok(meters.scrape().getBytes(StandardCharsets.UTF_8), TEXT).build();
  }
}
