package org.rtcroom.ops;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rtcroom.api.ApiProblem;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.weapp.Answers;

/**
 * Keeps strangers out of demo mode, whatever they ask for. Probes and preflights are answered all
 * the same; who may look at {@code /ops} is for {@link OpsAccess} to say.
 */
@Unproxied
class DemoOnly {

  private static final String DETAIL =
      "demo mode serves this machine and private networks only, if they call it localhost, by its"
          + " address or by a name in roomservice.demo.host-names; roomservice.demo.allow-remote"
          + " lets in anybody";

  @Inject DemoSettings settings;
  @Inject Answers answers;

  /** Whether the request is refused; then its answer is complete. */
  boolean refuses(CurrentRequest current, HttpServletResponse response) throws IOException {
    HttpServletRequest request = current.sent();
    if (!settings.nearbyOnly()
        || request.getDispatcherType() == DispatcherType.ERROR
        || forAnybody(request)) {
      return false;
    }
    boolean ops = request.getServletPath().equals("/ops");
    if (settings.allowHost(request.getServerName()) && (ops || current.near())) {
      return false;
    }
    String body =
        EarlyAnswer.isForBackEnd(request)
            ? ApiProblem.DEMO_ONLY_NEARBY.json(DETAIL).toString()
            : answers.demoOnlyNearby(request.getHeader("Accept-Language"));
    EarlyAnswer.write(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, body);
    return true;
  }

  private static boolean forAnybody(HttpServletRequest request) {
    String path = request.getServletPath();
    String rest = request.getPathInfo();
    boolean preflight = path.equals("/weapp") && request.getMethod().equals("OPTIONS");
    return preflight || (path.equals("/ops") && rest != null && rest.startsWith("/health/"));
  }
}
