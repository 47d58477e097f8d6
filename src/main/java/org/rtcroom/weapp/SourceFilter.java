package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.Networks;
import org.rtcroom.http.Rates;
import org.rtcroom.kernel.Unproxied;

/**
 * Decides which addresses are served, before the operation is known, and answers browsers that ask
 * whether they may call. An answer is filtered on the thread on which it is ready.
 */
@Provider
@PreMatching
@Unproxied
public class SourceFilter implements ContainerRequestFilter, ContainerResponseFilter {

  /** Peers; some 100 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9_, -]{1,512}");
  private static final String USUAL_HEADERS =
      "Content-Type, Authorization, X-User-Sig, " + CurrentRequest.ID_HEADER;

  private final LoadingCache<String, Boolean> nearby =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build(Networks::nearby);

  @Inject WeappSettings settings;
  @Inject Rates rates;

  @Override
  public void filter(ContainerRequestContext context) {
    switch (context.getMethod()) {
      case "OPTIONS" -> context.abortWith(Response.noContent().build());
      case "HEAD" -> throw new Refusal(WireProblem.WRONG_METHOD);
      default -> requireServed(WeappRequest.current(), context.getUriInfo().getPath());
    }
  }

  /** A heartbeat counts for its address only once it is refused: see {@link Problems}. */
  private void requireServed(WeappRequest request, String path) {
    String address = request.source().address();
    if (settings.nearbyOnly() && !nearby(address, request)) {
      throw new Refusal(WireProblem.DEMO_ONLY_NEARBY);
    }
    if (Operation.heartbeat(path)) {
      request.countsOnceRefused();
    } else {
      rates.countAddress(address);
    }
  }

  /** This machine also when it is called by its public address. */
  private boolean nearby(String address, WeappRequest request) {
    return nearby.get(address) || address.equals(request.localAddress());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getMethod().equals("OPTIONS")) {
      allowCalls(request, response.getHeaders());
    }
  }

  private static void allowCalls(
      ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
    String asked = request.getHeaderString("Access-Control-Request-Headers");
    boolean legal = asked != null && HEADER_NAMES.matcher(asked).matches();
    headers.putSingle("Access-Control-Allow-Headers", legal ? asked : USUAL_HEADERS);
    headers.putSingle("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    headers.putSingle("Access-Control-Max-Age", "86400");
  }
}
