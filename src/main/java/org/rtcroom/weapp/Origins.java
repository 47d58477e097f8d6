package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.Unproxied;

/**
 * The origins whose pages may read answers. Every answer says so, refusals included: a browser
 * keeps an answer without these headers from the page, which then knows neither code nor text. No
 * cookies are used, so any origin may be let in.
 */
@Unproxied
public class Origins {

  private static final String EXPOSED = CurrentRequest.ID_HEADER + ", Retry-After";

  @Inject WeappSettings settings;

  /** Lets the page that sent a request read its answer, if the settings let its origin in. */
  public void allow(HttpServletRequest request, HttpServletResponse response) {
    boolean any = settings.anyOrigin();
    if (!any) {
      response.addHeader("Vary", "Origin");
    }
    String origin = request.getHeader("Origin");
    if (origin != null && (any || settings.allows(origin))) {
      response.setHeader("Access-Control-Allow-Origin", any ? "*" : origin);
      response.setHeader("Access-Control-Expose-Headers", EXPOSED);
    }
  }
}
