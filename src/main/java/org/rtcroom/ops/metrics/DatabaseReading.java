package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Function;

/** The database as this node meets it. */
@ApplicationScoped
class DatabaseReading implements Reading {

  private static final double NANOS = 1e9;

  @Inject DatabaseProbe probe;

  @Override
  public void register(MeterRegistry registry) {
    Gauge.builder("roomservice.database.wait", this, r -> r.seconds(DatabaseProbe.Answer::waited))
        .description("How long a connection from the pool takes to come; NaN: none came")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("roomservice.clock.ahead", this, r -> r.seconds(DatabaseProbe.Answer::ahead))
        .description("How far this node's clock is ahead of the database's")
        .baseUnit("seconds")
        .register(registry);
  }

  private double seconds(Function<DatabaseProbe.Answer, Duration> value) {
    return probe.answer().map(value).map(found -> found.toNanos() / NANOS).orElse(Double.NaN);
  }
}
