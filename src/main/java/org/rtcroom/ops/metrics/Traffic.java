package org.rtcroom.ops.metrics;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rtcroom.api.ApiApplication;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.weapp.WeappApplication;

/**
 * Measures every request of clients and back ends, from its arrival to the end of its answer,
 * whatever becomes of it. What was asked for is known from attributes that {@code weapp} and {@code
 * api} leave with the request; never from its path, which anybody can make up.
 */
@Unproxied
public class Traffic {

  @Inject RequestMeters meters;
  @Inject MonotonicClock stopwatch;

  /** Measures what is answered to a request, now or, if it goes on elsewhere, later. */
  public void measure(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long begun = stopwatch.nanos();
    boolean answered = true;
    try {
      chain.doFilter(request, response);
      answered = !goesOn(request, new Ending(request, response, begun));
    } finally {
      if (answered) {
        note(request, response, begun);
      }
    }
  }

  private static boolean goesOn(HttpServletRequest request, AsyncListener ending) {
    try {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(ending);
        return true;
      }
      return false;
    } catch (IllegalStateException answeredMeanwhile) {
      return false;
    }
  }

  private void note(HttpServletRequest request, HttpServletResponse response, long begun) {
    Object code = request.getAttribute(WeappApplication.CODE);
    meters.served(
        operation(request),
        code instanceof Integer number ? number : response.getStatus(),
        stopwatch.nanos() - begun);
  }

  private static String operation(HttpServletRequest request) {
    if (request.getAttribute(WeappApplication.OPERATION) instanceof String name) {
      return name;
    }
    return request.getAttribute(ApiApplication.OPERATION) instanceof String name
        ? "api/" + name
        : RequestMeters.OTHER;
  }

  /** The end of a request whose answer came later, from another thread. */
  private final class Ending implements AsyncListener {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final long begun;

    private Ending(HttpServletRequest request, HttpServletResponse response, long begun) {
      this.request = request;
      this.response = response;
      this.begun = begun;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      note(request, response, begun);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
