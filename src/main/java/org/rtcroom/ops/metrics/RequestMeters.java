package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.rtcroom.kernel.Unproxied;

/**
 * Requests by operation and code, and how long they took. After an operation's first request with a
 * code, one more costs two look-ups, an addition and a record in a histogram.
 */
@Unproxied
class RequestMeters {

  /** For requests that lead to no operation. */
  static final String OTHER = "other/other";

  /**
   * Operations are as many as the code has; should a name slip in that is not, no more than this.
   */
  private static final int MOST = 300;

  /** Upper ends of the histogram's buckets. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5)
  };

  private final Map<String, Operation> operations = new ConcurrentHashMap<>();

  @Inject Meters meters;

  /**
   * Notes an answered request.
   *
   * @param name family and operation, such as {@code double_room/add_pusher}
   * @param code of the client protocol, or the HTTP status where there is none
   */
  void served(String name, int code, long nanos) {
    Operation operation = operations.get(name);
    if (operation == null) {
      String known = operations.size() < MOST ? name : OTHER;
      operation = operations.computeIfAbsent(known, n -> new Operation(meters.registry(), n));
    }
    operation.served(code, nanos);
  }

  private static final class Operation {
    private final MeterRegistry registry;
    private final String family;
    private final String operation;
    private final Timer timer;
    private final Map<Integer, Counter> codes = new ConcurrentHashMap<>();

    private Operation(MeterRegistry registry, String name) {
      this.registry = registry;
      int slash = name.indexOf('/');
      family = name.substring(0, slash);
      operation = name.substring(slash + 1);
      timer =
          Timer.builder("roomservice.request")
              .description("How long requests took until they were answered")
              .tags("family", family, "operation", operation)
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
      if (operation.endsWith("heartbeat")) {
        FunctionCounter.builder("roomservice.heartbeats", this, Operation::succeeded)
            .description("Heartbeats of members that were answered with success")
            .tags("family", family, "operation", operation)
            .register(registry);
      }
    }

    private double succeeded() {
      Counter counter = codes.get(0);
      return counter == null ? 0 : counter.count();
    }

    private void served(int code, long nanos) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
      codes.computeIfAbsent(code, this::counter).increment();
    }

    private Counter counter(int code) {
      return Counter.builder("roomservice.requests")
          .description("Requests by the code of their answer")
          .tags("family", family, "operation", operation, "code", String.valueOf(code))
          .register(registry);
    }
  }
}
