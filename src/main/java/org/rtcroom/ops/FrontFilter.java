package org.rtcroom.ops;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.http.TimedRequest;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Serving;
import org.rtcroom.ops.metrics.RequestMeters;
import org.rtcroom.weapp.BareServletRequest;
import org.rtcroom.weapp.ClientAddress;
import org.rtcroom.weapp.FastPath;
import org.rtcroom.weapp.Origins;
import org.rtcroom.weapp.WeappRequest;

/**
 * The first filter of every request. It sends one whose address is written otherwise than we do to
 * the {@link ClientAddress} that it means, where it comes by here once more. It makes the request
 * the current one of its thread, puts the request's id on the answer, lets pages read it, and
 * refuses plain HTTP, strangers in demo mode, whoever writes where only pages are, and bodies of
 * impossible lengths; other bodies have to come in time. It measures requests of clients and back
 * ends, and keeps them away from a database that may not be served. One filter does it all, because
 * a server counts and reports each.
 */
@WebFilter(
    urlPatterns = "/*",
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR},
    asyncSupported = true)
public class FrontFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String CLIENTS = "/weapp";
  private static final String BACK_ENDS = "/api";
  private static final String OPERATION = "/ops";
  private static final String OPTIONS = "OPTIONS";
  private static final Set<String> READING = Set.of("GET", "HEAD", OPTIONS);
  private static final FilterChain NOT_SERVED =
      (request, response) ->
          ((HttpServletResponse) response).sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);

  @Inject private transient FastPath fastPath;
  @Inject private transient HttpSettings settings;
  @Inject private transient HttpsOnly httpsOnly;
  @Inject private transient DemoOnly demoOnly;
  @Inject private transient LengthCheck lengths;
  @Inject private transient MonotonicClock stopwatch;
  @Inject private transient Origins origins;
  @Inject private transient RequestMeters meters;
  @Inject private transient Serving serving;

  @Override
  protected void doFilter(HttpServletRequest sent, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> meant =
        sent.getDispatcherType() == DispatcherType.REQUEST
            ? ClientAddress.meantBy(sent)
            : Optional.empty();
    if (meant.isPresent()) {
      sent.getRequestDispatcher(meant.get()).forward(sent, response);
    } else {
      serve(sent, response, chain);
    }
  }

  private void serve(HttpServletRequest sent, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean client = sent.getServletPath().equals(CLIENTS);
    CurrentRequest request =
        client
            ? new WeappRequest(sent, settings.trustedProxies())
            : new CurrentRequest(sent, settings.trustedProxies());
    request.begin();
    try {
      if (sent.getDispatcherType() != DispatcherType.ERROR) {
        response.setHeader(CurrentRequest.ID_HEADER, request.id());
        if (client) {
          origins.allow(sent, response);
        }
      }
      if (!httpsOnly.refuses(request, response)
          && !demoOnly.refuses(request, response)
          && !lengths.refuses(request, response)) {
        HttpServletRequest timed = bodyInTime(sent, response);
        pass(request, client ? new BareServletRequest(timed) : timed, response, chain);
      }
    } finally {
      request.done();
    }
  }

  /** Pages take no bodies. */
  private HttpServletRequest bodyInTime(HttpServletRequest sent, HttpServletResponse response) {
    String servlet = sent.getServletPath();
    return servlet.equals(CLIENTS) || servlet.equals(OPERATION) || servlet.startsWith(BACK_ENDS)
        ? new TimedRequest(sent, response, settings.bodyDeadline(), stopwatch)
        : sent;
  }

  /**
   * A proxy that keeps {@code /ops} to itself knows it by these letters: what the server makes of
   * {@code /ops;x}, {@code //ops} or {@code /%6Fps} is not for callers from outside.
   */
  private static boolean writtenPlainly(HttpServletRequest request) {
    String written = request.getRequestURI();
    return request.getDispatcherType() != DispatcherType.REQUEST
        || (written.startsWith(request.getContextPath() + OPERATION + "/")
            && written.indexOf(';') < 0);
  }

  /**
   * What is left to the server are pages, which are only read. Of other methods each server makes
   * something of its own: one gives the page, another says that the method is wrong where there is
   * nothing at all.
   */
  private static boolean writesToPages(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.REQUEST
        && request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT
        && !READING.contains(request.getMethod());
  }

  private void pass(
      CurrentRequest request,
      HttpServletRequest passed,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    String servlet = passed.getServletPath();
    if (writesToPages(request.sent())
        || (servlet.equals(OPERATION) && !writtenPlainly(request.sent()))) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean backEnd = servlet.startsWith(BACK_ENDS);
    if (!backEnd && !servlet.equals(CLIENTS)) {
      chain.doFilter(passed, response);
      return;
    }
    // Reads by the API go on: an auditor has to see what is there. A browser gets to a refusal only
    // when its question before was answered.
    boolean harmless =
        backEnd ? READING.contains(passed.getMethod()) : passed.getMethod().equals(OPTIONS);
    boolean served = harmless || serving.allowed();
    FilterChain way = backEnd ? chain : fastPath.of(request.sent()).orElse(chain);
    meters.measure(request, passed, response, served ? way : NOT_SERVED);
  }
}
