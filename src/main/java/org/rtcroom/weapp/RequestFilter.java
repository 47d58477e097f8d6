package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;

/** The first look at a request: where it comes from, and whether it is served here at all. */
@Provider
@PreMatching
@Unproxied
public class RequestFilter implements ContainerRequestFilter {

  /** The request's property that holds the {@link WeappRequest}. */
  static final String INCOMING = "org.rtcroom.weapp.incoming";

  static final String REQUEST_ID = "X-Request-Id";

  private static final String BEARER = "Bearer ";
  private static final int LONGEST_AGENT = 256;

  /** Peers; some 100 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  private final RequestIds requestIds = new RequestIds();
  private final LoadingCache<String, Boolean> nearby =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(Networks::nearby);

  @Inject WeappSettings settings;
  @Inject CurrentRequest exchange;
  @Inject Rates rates;

  @Override
  public void filter(ContainerRequestContext context) {
    HttpServletRequest sent = PlainRequest.asSent(context);
    WeappRequest request = look(sent);
    context.setProperty(INCOMING, request);
    context.setProperty(WeappApplication.REQUEST_ID, request.requestId());
    exchange.begin(request);
    switch (context.getMethod()) {
      case "OPTIONS" -> context.abortWith(Response.noContent().build());
      case "HEAD" -> throw new Refusal(WireProblem.WRONG_METHOD);
      default -> requireServed(request.source().address(), sent);
    }
  }

  private void requireServed(String address, HttpServletRequest sent) {
    if (settings.nearbyOnly() && !nearby(address, sent)) {
      throw new Refusal(WireProblem.DEMO_ONLY_NEARBY);
    }
    rates.countAddress(address);
  }

  /** This machine also when it is called by its public address. */
  private boolean nearby(String address, HttpServletRequest sent) {
    return nearby.get(address) || address.equals(Networks.withoutZone(sent.getLocalAddr()));
  }

  private WeappRequest look(HttpServletRequest sent) {
    List<String> forwarded = all(sent, "X-Forwarded-For");
    String agent = Texts.declared(one(sent, "User-Agent"), LONGEST_AGENT);
    Optional<String> requestId = one(sent, REQUEST_ID).filter(Ids::isName);
    return new WeappRequest(
        "",
        "",
        Query.of(sent.getQueryString()),
        credentials(sent),
        Language.of(one(sent, "Accept-Language").orElse("")),
        Source.of(sent.getRemoteAddr(), forwarded, settings.trustedProxies()),
        agent,
        requestId.orElseGet(() -> requestIds.next()),
        requestId.isPresent(),
        Fields.NONE,
        0,
        "");
  }

  private static WeappRequest.Credentials credentials(HttpServletRequest sent) {
    List<String> authorization = all(sent, "Authorization");
    List<String> userSig = all(sent, "X-User-Sig");
    if (authorization.isEmpty() && userSig.isEmpty()) {
      return WeappRequest.Credentials.NONE;
    }
    Optional<String> bearer =
        authorization.stream()
            .findFirst()
            .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(value -> value.substring(BEARER.length()).strip());
    boolean ambiguous = authorization.size() > 1 || userSig.size() > 1;
    return new WeappRequest.Credentials(bearer, userSig.stream().findFirst(), ambiguous);
  }

  private static Optional<String> one(HttpServletRequest sent, String header) {
    return Optional.ofNullable(sent.getHeader(header));
  }

  private static List<String> all(HttpServletRequest sent, String header) {
    return sent.getHeader(header) == null ? List.of() : Collections.list(sent.getHeaders(header));
  }
}
