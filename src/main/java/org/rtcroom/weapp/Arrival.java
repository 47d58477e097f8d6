package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;

/** The first look at a request: where it comes from, and whether it is served here at all. */
@Provider
@PreMatching
@ApplicationScoped
public class Arrival implements ContainerRequestFilter {

  /** The request's property that holds the {@link Incoming}. */
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
  @Inject Exchange exchange;
  @Inject Rates rates;

  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext context) {
    Incoming request = look(context);
    context.setProperty(INCOMING, request);
    context.setProperty(WeappApplication.REQUEST_ID, request.requestId());
    exchange.begin(request);
    switch (context.getMethod()) {
      case "OPTIONS" -> context.abortWith(Response.noContent().build());
      case "HEAD" -> throw new Refusal(WireProblem.WRONG_METHOD);
      default -> requireServed(request.source());
    }
  }

  private void requireServed(Source source) {
    if (settings.nearbyOnly() && !nearby(source)) {
      throw new Refusal(WireProblem.DEMO_ONLY_NEARBY);
    }
    rates.countAddress(source.address());
  }

  /** This machine also when it is called by its public address. */
  private boolean nearby(Source source) {
    return nearby.get(source.address())
        || source.address().equals(Networks.withoutZone(servletRequest.getLocalAddr()));
  }

  private Incoming look(ContainerRequestContext context) {
    List<String> forwarded = all(context, "X-Forwarded-For");
    String agent = Texts.declared(one(context, "User-Agent"), LONGEST_AGENT);
    Optional<String> requestId = one(context, REQUEST_ID).filter(Ids::isName);
    return new Incoming(
        "",
        "",
        Query.of(context.getUriInfo().getRequestUri().getRawQuery()),
        credentials(context),
        Language.of(one(context, "Accept-Language").orElse("")),
        Source.of(servletRequest.getRemoteAddr(), forwarded, settings.trustedProxies()),
        agent,
        requestId.orElseGet(() -> requestIds.next()),
        requestId.isPresent(),
        Fields.NONE,
        0,
        "");
  }

  private static Incoming.Credentials credentials(ContainerRequestContext context) {
    boolean ambiguous =
        all(context, "Authorization").size() > 1 || all(context, "X-User-Sig").size() > 1;
    Optional<String> bearer =
        one(context, "Authorization")
            .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(value -> value.substring(BEARER.length()).strip());
    return new Incoming.Credentials(bearer, one(context, "X-User-Sig"), ambiguous);
  }

  private static Optional<String> one(ContainerRequestContext context, String header) {
    List<String> values = all(context, header);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  private static List<String> all(ContainerRequestContext context, String header) {
    List<String> values = context.getHeaders().get(header);
    return values == null ? List.of() : values;
  }
}
