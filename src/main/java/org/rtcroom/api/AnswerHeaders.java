package org.rtcroom.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

/** Puts on every answer its request's id. */
@Provider
@ApplicationScoped
public class AnswerHeaders implements ContainerResponseFilter {

  @Inject ApiRequest visit;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle("X-Request-Id", requestId(request));
  }

  /** Kept with the request, because an answer may be ready on another thread than the request's. */
  private Object requestId(ContainerRequestContext request) {
    Object known = request.getProperty(ApiApplication.REQUEST_ID);
    return known == null ? visit.requestId() : known;
  }
}
