package org.rtcroom.weapp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's request without the parts that JAX-RS would judge or take apart by itself: {@code
 * Accept} and {@code Content-Type}, which it answers with 400 when it cannot read them, although
 * one means nothing here and {@link Body} judges the other; and the query, which {@link Query}
 * reads.
 */
public final class BareServletRequest extends HttpServletRequestWrapper {

  private static final Set<String> KEPT = Set.of("accept", "content-type");

  public BareServletRequest(HttpServletRequest request) {
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
    names.removeIf(BareServletRequest::kept);
    return Collections.enumeration(names);
  }
}
