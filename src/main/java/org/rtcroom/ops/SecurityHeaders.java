package org.rtcroom.ops;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;

/**
 * The headers on every answer that keep browsers from doing harm with it: the one table of them.
 */
final class SecurityHeaders {

  private static final Map<String, String> EVERYWHERE =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "X-Frame-Options", "DENY");

  private static final String POLICY = "Content-Security-Policy";

  /** Answers of programs to programs: a browser that shows one runs and loads nothing. */
  private static final Map<String, String> ON_DATA =
      Map.of(POLICY, "default-src 'none'; frame-ancestors 'none'", "Cache-Control", "no-store");

  private static final Map<String, String> ON_PAGES =
      Map.of(
          POLICY,
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'");

  private static final Set<String> DATA = Set.of("/weapp", "/api/v1", "/ops", ErrorPage.PATH);

  private SecurityHeaders() {}

  /**
   * Puts them on an answer.
   *
   * @param servlet the path of the servlet that answers, within the context
   */
  static void put(HttpServletResponse response, String servlet, boolean https) {
    EVERYWHERE.forEach(response::setHeader);
    (DATA.contains(servlet) ? ON_DATA : ON_PAGES).forEach(response::setHeader);
    if (https) {
      // A year, for this host only: other hosts of the site are not ours to decide about.
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
