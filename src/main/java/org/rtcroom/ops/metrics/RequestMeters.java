package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Unproxied;

/**
 * Requests of clients and back ends by operation and code, and how long they took, from their
 * arrival to the end of their answer, also of those that fail. After an operation's first request
 * with a code, one more costs two look-ups, an addition and a record in a histogram.
 *
 * <p>The operation is the one that the {@link CurrentRequest} is said to lead to; never its path,
 * which any caller can make up.
 */
@Unproxied
public class RequestMeters {

  /** For requests that lead to no operation. */
  private static final String OTHER = "other/other";

  /** Operations at most: more than the code has, and a bound should another name slip in. */
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
  @Inject MonotonicClock stopwatch;

  /**
   * Measures the answer to a request, also one that another thread gives later.
   *
   * @param passed the request as the chain gets it
   */
  public void measure(
      CurrentRequest request,
      HttpServletRequest passed,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    long begun = stopwatch.nanos();
    boolean answered = true;
    try {
      chain.doFilter(passed, response);
      answered = !goesOn(passed, new AnswerListener(this, request, response, begun));
    } finally {
      if (answered) {
        served(request, response, begun);
      }
    }
  }

  private static boolean goesOn(HttpServletRequest passed, AsyncListener listener) {
    try {
      if (passed.isAsyncStarted()) {
        passed.getAsyncContext().addListener(listener);
        return true;
      }
      return false;
    } catch (IllegalStateException answeredMeanwhile) {
      return false;
    }
  }

  private void served(CurrentRequest request, HttpServletResponse response, long begun) {
    String name = request.name();
    Integer code = request.code();
    served(
        name.isEmpty() ? OTHER : name,
        code == null ? response.getStatus() : code,
        stopwatch.nanos() - begun);
  }

  /** Notes a request whose answer ends later, in another thread. */
  private record AnswerListener(
      RequestMeters meters, CurrentRequest request, HttpServletResponse response, long begun)
      implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      meters.served(request, response, begun);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

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
