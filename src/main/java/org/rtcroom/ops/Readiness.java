package org.rtcroom.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rtcroom.ops.metrics.Reading;

/**
 * Whether this node can serve: it can if no check finds an obstacle. Load balancers learn it from
 * the readiness probe, Prometheus from a gauge for each check.
 */
@ApplicationScoped
class Readiness implements Reading {

  private static final Logger LOG = System.getLogger(Readiness.class.getName());

  /** The result of a check. */
  record Finding(String name, Optional<String> obstacle, Optional<String> remark) {}

  @Inject NodeChecks checks;

  private final Map<String, Integer> ready = new ConcurrentHashMap<>();

  @Override
  public void register(MeterRegistry registry) {
    for (Finding finding : findings()) {
      String name = finding.name();
      Gauge.builder("roomservice.ready", ready, found -> found.getOrDefault(name, 0))
          .description("Whether a check of this node finds nothing in the way: 1 or 0")
          .tags("check", name)
          .register(registry);
    }
  }

  @Override
  public void refresh() {
    findings().forEach(found -> ready.put(found.name(), found.obstacle().isEmpty() ? 1 : 0));
  }

  List<Finding> findings() {
    return look(checks.all().stream());
  }

  static List<Finding> look(Stream<ReadinessCheck> checks) {
    return checks.map(Readiness::look).sorted(Comparator.comparing(Finding::name)).toList();
  }

  private static Finding look(ReadinessCheck check) {
    String name = check.name();
    try {
      return new Finding(name, check.obstacle().get(), check.remark().get());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "not ready: the check of " + name + " failed", e);
      return new Finding(name, Optional.of("the check failed"), Optional.empty());
    }
  }

  static boolean up(List<Finding> findings) {
    return findings.stream().allMatch(finding -> finding.obstacle().isEmpty());
  }

  /** The answer to a caller who may not see the checks. */
  static JsonObject status(List<Finding> findings) {
    return Json.createObjectBuilder().add("status", status(up(findings))).build();
  }

  static JsonObject json(List<Finding> findings) {
    JsonArrayBuilder checks = Json.createArrayBuilder();
    findings.forEach(finding -> checks.add(json(finding)));
    return Json.createObjectBuilder()
        .add("status", status(up(findings)))
        .add("checks", checks)
        .build();
  }

  private static JsonObject json(Finding finding) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", finding.name())
            .add("status", status(finding.obstacle().isEmpty()));
    finding.obstacle().or(finding::remark).ifPresent(detail -> json.add("detail", detail));
    return json.build();
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
