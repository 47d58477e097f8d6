package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.room.RoomReplay;
import org.rtcroom.room.RoomTimer;

/** The work this node does by itself, and the database as this node meets it. */
@ApplicationScoped
class NodeReading implements Reading {

  @EJB RoomReplay replay;
  @EJB RoomTimer timer;
  @Inject AccessLogWriter accessLog;
  @Inject DatabaseProbe probe;
  @Inject Clock clock;

  @Override
  public void register(MeterRegistry registry) {
    seconds(registry, "replay", "How long the replay took at the start", NodeReading::replayTook);
    seconds(
        registry,
        "sweep.age",
        "How long ago the last sweep came to its end; NaN before the first",
        NodeReading::sweepAge);
    seconds(
        registry,
        "database.wait",
        "How long a connection from the pool takes to come; NaN: none came",
        reading -> reading.answer(DatabaseProbe.Answer::waited));
    seconds(
        registry,
        "clock.ahead",
        "How far this node's clock is ahead of the database's",
        reading -> reading.answer(DatabaseProbe.Answer::ahead));
    Gauge.builder("roomservice.access.log.waiting", accessLog, AccessLogWriter::waiting)
        .description("Lines of the access log that are not written yet")
        .register(registry);
  }

  private void seconds(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<NodeReading> value) {
    Gauge.builder("roomservice." + name, this, value)
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  private double replayTook() {
    return replay.took().toMillis() / 1000.0;
  }

  private double answer(Function<DatabaseProbe.Answer, Duration> value) {
    return probe.answer().map(value).map(found -> found.toNanos() / 1e9).orElse(Double.NaN);
  }

  private double sweepAge() {
    Instant now = clock.instant();
    return timer
        .lastFinished()
        .map(last -> Duration.between(last, now).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }
}
