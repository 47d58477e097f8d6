package org.rtcroom.ops;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.rtcroom.api.ApiProblem;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.weapp.Answers;

/**
 * Puts the {@link SecurityHeaders} on every answer, those to errors too, and refuses requests by
 * plain HTTP, if the settings say so. Probes and preflights are answered all the same, and so are
 * callers who may look at {@code /ops} because of their address: none shows a key.
 */
@Unproxied
class HttpsOnly {

  private static final Logger LOG = System.getLogger(HttpsOnly.class.getName());
  private static final long MINUTE = 60_000;

  @Inject HttpSettings settings;
  @Inject OpsAccess access;
  @Inject Answers answers;
  @Inject Clock clock;

  private final AtomicLong lastSaid = new AtomicLong(Long.MIN_VALUE / 2);

  /** Whether the request is refused; then its answer is complete. */
  boolean refuses(CurrentRequest current, HttpServletResponse response) throws IOException {
    HttpServletRequest request = current.sent();
    boolean https = current.https();
    boolean error = request.getDispatcherType() == DispatcherType.ERROR;
    if (https || error || !settings.requireHttps() || mayBePlain(request)) {
      SecurityHeaders.put(response, request.getServletPath(), https);
      return false;
    }
    SecurityHeaders.put(response, ErrorPage.PATH, false);
    say(request);
    refuse(request, response);
    return true;
  }

  private boolean mayBePlain(HttpServletRequest request) {
    if (request.getServletPath().equals("/weapp") && request.getMethod().equals("OPTIONS")) {
      return true; // a browser's question; without an answer its page cannot read the refusal
    }
    boolean ops = request.getServletPath().equals("/ops");
    String rest = request.getPathInfo();
    return ops && ((rest != null && rest.startsWith("/health/")) || access.allowedAddress());
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String body =
        EarlyAnswer.isForBackEnd(request)
            ? ApiProblem.PLAIN_HTTP
                .json(
                    "use an address that begins with https://, and end any API key sent without it")
                .toString()
            : answers.plainHttp(request.getHeader("Accept-Language"));
    EarlyAnswer.write(request, response, HttpServletResponse.SC_FORBIDDEN, body);
  }

  /**
   * Once a minute: an operator who forgot to name a proxy finds out here, and floods fill no log.
   */
  private void say(HttpServletRequest request) {
    long now = clock.millis();
    long last = lastSaid.get();
    if (Math.abs(now - last) >= MINUTE && lastSaid.compareAndSet(last, now)) {
      LOG.log(
          Level.WARNING,
          "refused plain HTTP from {0}; if that is your proxy, name it in"
              + " roomservice.http.trusted-proxies, or count it in roomservice.http.trusted-hops,"
              + " and have it send X-Forwarded-Proto",
          request.getRemoteAddr());
    }
  }
}
