package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.rtcroom.checkpoint.CheckpointReader;

/** How far the checkpoints are behind, of all nodes that share the database. */
@ApplicationScoped
class CheckpointReading implements Reading {

  @Inject CheckpointReader checkpoints;
  @Inject DatabaseProbe probe;
  @Inject Clock clock;

  private volatile double ageSeconds = Double.NaN;
  private volatile double uncovered = Double.NaN;

  @Override
  public void register(MeterRegistry registry) {
    Gauge.builder("roomservice.checkpoint.age", this, reading -> reading.ageSeconds)
        .description("How old the last checkpoint is; NaN before the first")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("roomservice.chains.uncovered", this, reading -> reading.uncovered)
        .description("Chains that went on since the last checkpoint over them")
        .register(registry);
  }

  @Override
  public void refresh() {
    ageSeconds = Double.NaN;
    uncovered = Double.NaN;
    probe.require();
    ageSeconds =
        checkpoints.checkpoints(Optional.empty(), 1).stream()
            .mapToDouble(last -> Duration.between(last.time(), clock.instant()).toMillis() / 1000.0)
            .findFirst()
            .orElse(Double.NaN);
    uncovered = checkpoints.uncovered();
  }
}
