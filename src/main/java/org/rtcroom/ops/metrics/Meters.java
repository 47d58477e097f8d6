package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** All meters of this node, from its start on. */
@ApplicationScoped
public class Meters {

  private static final Logger LOG = System.getLogger(Meters.class.getName());

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private boolean registered;

  @Inject @Any Instance<Reading> readings;

  /** Where counters and timers are made. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All meters as they are now, in Prometheus' text format 0.0.4. */
  public String scrape() {
    register();
    readings.forEach(Meters::refresh);
    return registry.scrape();
  }

  private synchronized void register() {
    if (!registered) {
      readings.forEach(reading -> reading.register(registry));
      registered = true;
    }
  }

  private static void refresh(Reading reading) {
    try {
      reading.refresh();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "metrics: not read: {0}", String.valueOf(e.getMessage()));
    }
  }

  @PreDestroy
  void close() {
    registry.close();
  }
}
