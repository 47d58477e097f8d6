package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.checkpoint.CheckpointReader;
import org.rtcroom.checkpoint.StoredCheckpoint;

/** How far the checkpoints are behind, of all nodes that share the database. */
@ApplicationScoped
class CheckpointReading implements Reading {

  @Inject CheckpointReader checkpoints;
  @Inject DatabaseProbe probe;
  @Inject Clock clock;

  private volatile double ageSeconds = Double.NaN;
  private volatile double witnessedAgeSeconds = Double.NaN;
  private volatile double uncovered = Double.NaN;

  @Override
  public void register(MeterRegistry registry) {
    Gauge.builder("roomservice.checkpoint.age", this, reading -> reading.ageSeconds)
        .description("How old the last checkpoint is; NaN before the first")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder(
            "roomservice.checkpoint.witnessed.age", this, reading -> reading.witnessedAgeSeconds)
        .description(
            "How old the newest checkpoint is that the witness has seen, or the first of all if it"
                + " has seen none; NaN without a witness")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("roomservice.chains.uncovered", this, reading -> reading.uncovered)
        .description("Chains that went on since the last checkpoint over them")
        .register(registry);
  }

  @Override
  public void refresh() {
    ageSeconds = Double.NaN;
    witnessedAgeSeconds = Double.NaN;
    uncovered = Double.NaN;
    probe.require();
    ageSeconds =
        age(
            checkpoints.checkpoints(Optional.empty(), 1).stream()
                .map(StoredCheckpoint::time)
                .findFirst());
    witnessedAgeSeconds = age(checkpoints.witnessed());
    uncovered = checkpoints.uncovered();
  }

  private double age(Optional<Instant> made) {
    return made.map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }
}
