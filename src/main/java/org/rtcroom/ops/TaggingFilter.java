package org.rtcroom.ops;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rtcroom.api.ApiApplication;
import org.rtcroom.weapp.WeappApplication;

/** Tells {@link RequestTag} which request a thread serves. */
@WebFilter(
    urlPatterns = {"/weapp/*", "/api/*"},
    asyncSupported = true)
public class TaggingFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestTag.begin(() -> id(request));
    try {
      chain.doFilter(request, response);
    } finally {
      RequestTag.end();
    }
  }

  private static @Nullable String id(HttpServletRequest request) {
    if (request.getAttribute(WeappApplication.REQUEST_ID) instanceof String id) {
      return id;
    }
    return request.getAttribute(ApiApplication.REQUEST_ID) instanceof String id ? id : null;
  }
}
