package org.rtcroom.ops;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;

/**
 * What stands on every answer so that browsers do no harm with it: the one table of such headers.
 */
final class SecurityHeaders {

  private record Header(String name, String value) {}

  private static final List<Header> EVERYWHERE =
      List.of(
          new Header("X-Content-Type-Options", "nosniff"),
          new Header("Referrer-Policy", "no-referrer"),
          new Header("X-Frame-Options", "DENY"));

  /** Answers of programs to programs: a browser that shows one runs and loads nothing. */
  private static final List<Header> ON_DATA =
      List.of(
          new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          new Header("Cache-Control", "no-store"));

  private static final List<Header> ON_PAGES =
      List.of(
          new Header(
              "Content-Security-Policy",
              "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                  + " frame-ancestors 'none'"));

  /** A year, for this host only: what else the site has is not ours to decide. */
  private static final List<Header> BY_HTTPS =
      List.of(new Header("Strict-Transport-Security", "max-age=31536000"));

  private static final Set<String> DATA = Set.of("/weapp", "/api/v1", "/ops", ErrorPage.PATH);

  private SecurityHeaders() {}

  /**
   * Puts them on an answer.
   *
   * @param servlet the path of what answers, within the context
   */
  static void put(HttpServletResponse response, String servlet, boolean https) {
    set(response, EVERYWHERE);
    set(response, DATA.contains(servlet) ? ON_DATA : ON_PAGES);
    if (https) {
      set(response, BY_HTTPS);
    }
  }

  private static void set(HttpServletResponse response, List<Header> headers) {
    for (Header header : headers) {
      response.setHeader(header.name(), header.value());
    }
  }
}
