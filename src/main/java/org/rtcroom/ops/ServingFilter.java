package org.rtcroom.ops;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.rtcroom.audit.checkpoint.CheckpointStanding;

/**
 * Keeps clients and integrators away from a database that may not be served. Whoever reads by the
 * API may do so: an auditor has to see what is there.
 */
@WebFilter(
    urlPatterns = {"/weapp/*", "/api/*"},
    asyncSupported = true)
public class ServingFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Inject private transient CheckpointStanding standing;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean reading =
        request.getServletPath().startsWith("/api") && READING.contains(request.getMethod());
    if (reading || standing.obstacle().isEmpty()) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }
}
