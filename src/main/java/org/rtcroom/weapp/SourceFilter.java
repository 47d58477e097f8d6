package org.rtcroom.weapp;

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
import org.rtcroom.http.Rates;
import org.rtcroom.kernel.Unproxied;

/**
 * Counts requests by their addresses, before the operation is known, and answers browsers that ask
 * whether they may call. An answer is filtered on the thread on which it is ready.
 */
@Provider
@PreMatching
@Unproxied
public class SourceFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9_, -]{1,512}");
  private static final String USUAL_HEADERS =
      "Content-Type, Authorization, X-User-Sig, " + CurrentRequest.ID_HEADER;

  @Inject Rates rates;

  @Override
  public void filter(ContainerRequestContext context) {
    switch (context.getMethod()) {
      case "OPTIONS" -> context.abortWith(Response.noContent().build());
      case "HEAD" -> throw new Refusal(WireProblem.WRONG_METHOD);
      default -> count(WeappRequest.current(), context.getUriInfo().getPath());
    }
  }

  /** A heartbeat counts for its address only once it is refused: see {@link Problems}. */
  void count(WeappRequest request, String path) {
    String address = request.source().address();
    if (Operation.heartbeat(path)) {
      request.countsOnceRefused();
    } else {
      rates.countAddress(address);
    }
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
