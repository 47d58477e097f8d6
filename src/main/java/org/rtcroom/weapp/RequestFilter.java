package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.rtcroom.http.Networks;
import org.rtcroom.kernel.Unproxied;

/** Whether a request is served here at all, wherever it leads: by its method and its source. */
@Provider
@PreMatching
@Unproxied
public class RequestFilter implements ContainerRequestFilter {

  /** Peers; some 100 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  private final LoadingCache<String, Boolean> nearby =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(Networks::nearby);

  @Inject WeappSettings settings;
  @Inject Rates rates;

  @Override
  public void filter(ContainerRequestContext context) {
    switch (context.getMethod()) {
      case "OPTIONS" -> context.abortWith(Response.noContent().build());
      case "HEAD" -> throw new Refusal(WireProblem.WRONG_METHOD);
      default -> requireServed(WeappRequest.current());
    }
  }

  private void requireServed(WeappRequest request) {
    String address = request.source().address();
    if (settings.nearbyOnly() && !nearby(address, request)) {
      throw new Refusal(WireProblem.DEMO_ONLY_NEARBY);
    }
    rates.countAddress(address);
  }

  /** This machine also when it is called by its public address. */
  private boolean nearby(String address, WeappRequest request) {
    return nearby.get(address)
        || address.equals(Networks.withoutZone(request.sent().getLocalAddr()));
  }
}
