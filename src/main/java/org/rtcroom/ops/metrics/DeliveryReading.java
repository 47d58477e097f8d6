package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.rtcroom.delivery.Deliveries;
import org.rtcroom.delivery.Deliveries.Backlog;

/** The messages that wait to be delivered, of all nodes that share the database. */
@ApplicationScoped
class DeliveryReading implements Reading {

  @Inject Deliveries deliveries;
  @Inject DatabaseProbe probe;

  private volatile Optional<Backlog> backlog = Optional.empty();

  @Override
  public void register(MeterRegistry registry) {
    gauge(registry, "pending", "Deliveries not made yet", Backlog::pending);
    gauge(
        registry,
        "stuck",
        "Deliveries older than roomservice.delivery.stuck-after",
        Backlog::stuck);
    Gauge.builder(
            "roomservice.deliveries.oldest.age",
            this,
            reading -> reading.read(seen -> seen.oldest().toMillis() / 1000.0))
        .description("How old the oldest delivery is that was not made yet; 0 if there is none")
        .baseUnit("seconds")
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String what, String description, ToDoubleFunction<Backlog> value) {
    Gauge.builder("roomservice.deliveries." + what, this, reading -> reading.read(value))
        .description(description)
        .register(registry);
  }

  private double read(ToDoubleFunction<Backlog> value) {
    return backlog.map(value::applyAsDouble).orElse(Double.NaN);
  }

  @Override
  public void refresh() {
    backlog = Optional.empty();
    probe.require();
    backlog = Optional.of(deliveries.backlog());
  }
}
