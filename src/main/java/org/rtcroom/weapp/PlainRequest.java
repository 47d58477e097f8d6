package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;

/**
 * Keeps from JAX-RS what it would judge or take apart by itself: {@code Accept} and {@code
 * Content-Type}, which it answers with 400 when it cannot read them, although one means nothing
 * here and the other is ours to judge; and the query, which {@link Query} reads. And lets go of the
 * exchange when the request's thread does.
 */
@Unproxied
public class PlainRequest {

  private static final String AS_SENT = "org.rtcroom.weapp.as-sent";
  private static final Set<String> KEPT = Set.of("accept", "content-type");

  @Inject CurrentRequest exchange;

  /** Passes a client's request on without what is kept from JAX-RS. */
  public void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute(AS_SENT, request);
    try {
      chain.doFilter(new Plain(request), response);
    } finally {
      exchange.end();
    }
  }

  /** The request as it was sent, with all that is kept from JAX-RS. */
  static HttpServletRequest asSent(ContainerRequestContext context) {
    return (HttpServletRequest) Objects.requireNonNull(context.getProperty(AS_SENT));
  }

  private static final class Plain extends HttpServletRequestWrapper {

    private Plain(HttpServletRequest request) {
      super(request);
    }

    private static boolean kept(String name) {
      return KEPT.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return kept(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return kept(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      List<String> names = Collections.list(super.getHeaderNames());
      names.removeIf(Plain::kept);
      return Collections.enumeration(names);
    }
  }
}
