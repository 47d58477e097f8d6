package org.rtcroom.ops;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer to a request that goes no further than the first filter. */
final class EarlyAnswer {

  private EarlyAnswer() {}

  /** Whether the caller expects a problem of RFC 9457. */
  static boolean isForBackEnd(HttpServletRequest request) {
    return request.getServletPath().startsWith("/api");
  }

  /**
   * Writes it.
   *
   * @param body JSON
   */
  static void write(
      HttpServletRequest request, HttpServletResponse response, int status, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(
        isForBackEnd(request) ? "application/problem+json" : "application/json; charset=utf-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
