package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.kernel.Unproxied;

/**
 * Puts on every answer what browsers need to let a page of another origin read it. No cookies are
 * used, so any origin may be let in. Runs on whatever thread the answer is ready.
 */
@Provider
@Unproxied
public class CrossOriginFilter implements ContainerResponseFilter {

  private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9_, -]{1,512}");
  private static final String WITHOUT_ASKING =
      "Content-Type, Authorization, X-User-Sig, " + CurrentRequest.ID_HEADER;

  private static final String EXPOSED = CurrentRequest.ID_HEADER + ", " + HttpHeaders.RETRY_AFTER;

  @Inject WeappSettings settings;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    allowOrigin(request, headers);
    if (request.getMethod().equals("OPTIONS")) {
      allowCalls(request, headers);
    }
  }

  private void allowOrigin(
      ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
    String origin = request.getHeaderString("Origin");
    boolean any = settings.anyOrigin();
    if (!any) {
      headers.add(HttpHeaders.VARY, "Origin");
    }
    if (origin != null && (any || settings.allows(origin))) {
      headers.putSingle("Access-Control-Allow-Origin", any ? "*" : origin);
      headers.putSingle("Access-Control-Expose-Headers", EXPOSED);
    }
  }

  private static void allowCalls(
      ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
    String asked = request.getHeaderString("Access-Control-Request-Headers");
    boolean legal = asked != null && HEADER_NAMES.matcher(asked).matches();
    headers.putSingle("Access-Control-Allow-Headers", legal ? asked : WITHOUT_ASKING);
    headers.putSingle("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    headers.putSingle("Access-Control-Max-Age", "86400");
  }
}
