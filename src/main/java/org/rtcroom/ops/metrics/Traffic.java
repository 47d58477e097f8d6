package org.rtcroom.ops.metrics;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Unproxied;

/**
 * Measures every request of clients and back ends, from its arrival to the end of its answer,
 * whatever becomes of it. What was asked for is what its door says of the {@link CurrentRequest};
 * never its path, which anybody can make up.
 */
@Unproxied
public class Traffic {

  @Inject RequestMeters meters;
  @Inject MonotonicClock stopwatch;

  /**
   * Measures what is answered to a request, now or, if it goes on elsewhere, later.
   *
   * @param passed what is passed on of it
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
      answered = !goesOn(passed, new Ending(request, response, begun));
    } finally {
      if (answered) {
        note(request, response, begun);
      }
    }
  }

  private static boolean goesOn(HttpServletRequest passed, AsyncListener ending) {
    try {
      if (passed.isAsyncStarted()) {
        passed.getAsyncContext().addListener(ending);
        return true;
      }
      return false;
    } catch (IllegalStateException answeredMeanwhile) {
      return false;
    }
  }

  private void note(CurrentRequest request, HttpServletResponse response, long begun) {
    String name = request.name();
    Integer code = request.code();
    meters.served(
        name.isEmpty() ? RequestMeters.OTHER : name,
        code == null ? response.getStatus() : code,
        stopwatch.nanos() - begun);
  }

  /** The end of a request whose answer came later, from another thread. */
  private final class Ending implements AsyncListener {
    private final CurrentRequest request;
    private final HttpServletResponse response;
    private final long begun;

    private Ending(CurrentRequest request, HttpServletResponse response, long begun) {
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
