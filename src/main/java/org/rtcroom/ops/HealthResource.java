package org.rtcroom.ops;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtcroom.apikey.ApiKey.Role;

/** Tells a load balancer whether this node lives and whether it can serve. */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class HealthResource {

  private static final Set<Role> WATCHERS = Set.of(Role.OPERATOR, Role.ADMIN);

  @Inject Readiness readiness;
  @Inject OpsAccess door;

  /** Answers 200 as long as the node can answer at all. */
  @GET
  @Path("live")
  public Map<String, String> live() {
    return Map.of("status", "UP");
  }

  /**
   * Answers 200 if every {@link ReadinessCheck} is content, else 503. Which one is not is for those
   * who may look.
   */
  @GET
  @Path("ready")
  public Response ready() {
    List<Readiness.Finding> findings = readiness.findings();
    return Response.status(Readiness.up(findings) ? Status.OK : Status.SERVICE_UNAVAILABLE)
        .entity(door.open(WATCHERS) ? Readiness.json(findings) : Readiness.status(findings))
        .build();
  }
}
