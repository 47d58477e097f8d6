package org.rtcroom.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rtcroom.ops.metrics.Reading;

/** What the readiness probe would answer. */
@ApplicationScoped
class ReadinessReading implements Reading {

  @Inject Readiness readiness;

  private final Map<String, Integer> ready = new ConcurrentHashMap<>();

  @Override
  public void register(MeterRegistry registry) {
    for (Readiness.Finding finding : readiness.findings()) {
      String name = finding.name();
      Gauge.builder("roomservice.ready", ready, found -> found.getOrDefault(name, 0))
          .description("Whether a check of this node finds nothing in the way: 1 or 0")
          .tags("check", name)
          .register(registry);
    }
  }

  @Override
  public void refresh() {
    for (Readiness.Finding finding : readiness.findings()) {
      ready.put(finding.name(), finding.obstacle().isEmpty() ? 1 : 0);
    }
  }
}
