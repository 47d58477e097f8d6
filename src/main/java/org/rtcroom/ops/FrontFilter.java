package org.rtcroom.ops;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.api.ApiApplication;
import org.rtcroom.checkpoint.CheckpointGate;
import org.rtcroom.ops.metrics.Traffic;
import org.rtcroom.weapp.PlainRequest;
import org.rtcroom.weapp.WeappApplication;

/**
 * What every request passes first: the headers of its answer are set, and plain HTTP is refused;
 * requests of clients and back ends are then measured, tagged for the log, and kept away from a
 * database that may not be served. One filter for all, because a server counts and reports each.
 */
@WebFilter(
    urlPatterns = "/*",
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR},
    asyncSupported = true)
public class FrontFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String CLIENTS = "/weapp";
  private static final String BACK_ENDS = "/api";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Inject private transient HttpsOnly httpsOnly;
  @Inject private transient Traffic traffic;
  @Inject private transient CheckpointGate standing;
  @Inject private transient PlainRequest plainRequest;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (httpsOnly.refuses(request, response)) {
      return;
    }
    String servlet = request.getServletPath();
    if (servlet.equals(CLIENTS) || servlet.startsWith(BACK_ENDS)) {
      traffic.measure(request, response, (from, to) -> serve(request, response, chain));
    } else {
      chain.doFilter(request, response);
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestTag.begin(() -> id(request));
    try {
      if (!mayBeServed(request)) {
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      } else if (request.getServletPath().equals(CLIENTS)) {
        plainRequest.serve(request, response, chain);
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      RequestTag.end();
    }
  }

  /** Whoever reads by the API may do so: an auditor has to see what is there. */
  private boolean mayBeServed(HttpServletRequest request) {
    return standing.obstacle().isEmpty()
        || (request.getServletPath().startsWith(BACK_ENDS)
            && READING.contains(request.getMethod()));
  }

  private static @Nullable String id(HttpServletRequest request) {
    if (request.getAttribute(WeappApplication.REQUEST_ID) instanceof String id) {
      return id;
    }
    return request.getAttribute(ApiApplication.REQUEST_ID) instanceof String id ? id : null;
  }
}
