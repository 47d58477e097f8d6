package org.rtcroom.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.Rates;

/**
 * Refuses OPTIONS, which RESTEasy would answer to every caller before {@link ApiFilter} is called.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class OptionsFilter implements ContainerRequestFilter {

  @Inject ApiKeys keys;
  @Inject Rates rates;
  @Inject ApiRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    if (context.getMethod().equals(HttpMethod.OPTIONS)) {
      String operation = ApiFilter.operation(HttpMethod.OPTIONS, null, null);
      ApiFilter.admit(request, rates, keys, operation, null);
    }
  }
}
