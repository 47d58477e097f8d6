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
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.CurrentRequest;

/** Refuses OPTIONS, which RESTEasy would answer to everybody before {@link KeyFilter} is asked. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class OptionsFilter implements ContainerRequestFilter {

  @Inject ApiKeys keys;
  @Inject ApiRequest visit;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      visit.begin(KeyFilter.operation(HttpMethod.OPTIONS, null, null));
      KeyCheck gate = new KeyCheck(keys);
      ApiKey key = gate.key(CurrentRequest.get().bearer());
      visit.identified(key);
      gate.requireRole(key, null);
    }
  }
}
