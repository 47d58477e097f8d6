package org.rtcroom.ops;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.ops.metrics.Meters;
import org.rtcroom.settings.Settings;

/** Health for load balancers, metrics for Prometheus, the settings check for administrators. */
@Path("/")
@RequestScoped
public class OpsResource {

  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
  private static final Set<Role> WATCHERS = Set.of(Role.OPERATOR, Role.ADMIN);

  @Inject Readiness readiness;
  @Inject LastFindings lastFindings;
  @Inject Meters meters;
  @Inject Settings settings;
  @Inject OpsAccess access;

  /** Answers 200 as long as the node can answer at all. */
  @GET
  @Path("health/live")
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, String> live() {
    return Map.of("status", "UP");
  }

  /**
   * Answers 200 if no {@link ReadinessCheck} finds an obstacle, else 503. The checks are shown to
   * allowed addresses and to the keys of operators and administrators only; all others are told
   * what was found at most a second ago, or ten while the checks take that long.
   */
  @GET
  @Path("health/ready")
  @Produces(MediaType.APPLICATION_JSON)
  public Response ready() {
    boolean known = access.open(WATCHERS);
    List<Readiness.Finding> findings = known ? readiness.findings() : lastFindings.get();
    return Response.status(Readiness.up(findings) ? Status.OK : Status.SERVICE_UNAVAILABLE)
        .entity(known ? Readiness.json(findings) : Readiness.status(findings))
        .build();
  }

  /**
   * All meters of this node, for allowed addresses and the keys of operators and administrators.
   */
  @GET
  @Path("metrics")
  public Response metrics() {
    access.require("GET ops/metrics", WATCHERS);
    return Response.ok(meters.scrape().getBytes(StandardCharsets.UTF_8), METRICS).build();
  }

  /** The mode, and the settings that production would refuse. Shows no secret value. */
  @GET
  @Path("check_config")
  @Produces(MediaType.APPLICATION_JSON)
  public Response problems() {
    access.requireKey("GET ops/check_config", Set.of(Role.ADMIN));
    String answer =
        Json.createObjectBuilder()
            .add("mode", settings.mode().name().toLowerCase(Locale.ROOT))
            .add("problems", Json.createArrayBuilder(SettingsCheck.problems(settings)))
            .build()
            .toString();
    return Response.ok(answer.getBytes(StandardCharsets.UTF_8)).build();
  }
}
