package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether this node can serve: it can if no check finds anything in the way. */
@ApplicationScoped
class Readiness {

  private static final Logger LOG = System.getLogger(Readiness.class.getName());

  /** What a check found. */
  record Finding(String name, Optional<String> obstacle, Optional<String> remark) {}

  @Inject @Any Instance<ReadinessCheck> checks;

  List<Finding> findings() {
    return look(checks.stream());
  }

  static List<Finding> look(Stream<ReadinessCheck> checks) {
    return checks.map(Readiness::look).sorted(Comparator.comparing(Finding::name)).toList();
  }

  private static Finding look(ReadinessCheck check) {
    String name = check.name();
    try {
      return new Finding(name, check.obstacle(), check.remark());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "not ready: the check of " + name + " failed", e);
      return new Finding(name, Optional.of("the check failed"), Optional.empty());
    }
  }

  static boolean up(List<Finding> findings) {
    return findings.stream().allMatch(finding -> finding.obstacle().isEmpty());
  }

  /** Without anything that helps to find out why. */
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
