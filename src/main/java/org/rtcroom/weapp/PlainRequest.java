package org.rtcroom.weapp;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two headers from JAX-RS, which answers 400 by itself when it cannot read them, although one
 * of them means nothing here and the other is ours to judge: {@code Accept} and {@code
 * Content-Type}.
 */
@WebFilter(urlPatterns = "/weapp/*", asyncSupported = true)
public class PlainRequest implements Filter {

  /** The request's attribute that holds the content type as it was sent. */
  static final String CONTENT_TYPE = "org.rtcroom.weapp.contentType";

  private static final Set<String> KEPT = Set.of("accept", "content-type");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http) {
      String contentType = http.getHeader("Content-Type");
      http.setAttribute(CONTENT_TYPE, contentType == null ? "" : contentType);
      chain.doFilter(new Plain(http), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static final class Plain extends HttpServletRequestWrapper {

    private Plain(HttpServletRequest request) {
      super(request);
    }

    private static boolean kept(String name) {
      return KEPT.contains(name.toLowerCase(Locale.ROOT));
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
