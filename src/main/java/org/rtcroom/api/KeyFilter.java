package org.rtcroom.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.CurrentRequest;

/** Lets nobody past without an API key that is for what is asked. */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class KeyFilter implements ContainerRequestFilter {

  @Inject ApiKeys keys;
  @Inject ApiRequest visit;
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    visit.begin(operation(request.getMethod(), resource.getResourceClass(), method));
    KeyCheck gate = new KeyCheck(keys);
    ApiKey key = gate.key(CurrentRequest.get().bearer());
    visit.identified(key);
    gate.requireRole(key, method);
    BoundedBody.of(request);
  }

  /** As the paths are written, so that there are only so many operations to refuse. */
  static String operation(String verb, @Nullable Class<?> type, @Nullable Method method) {
    String below = path(method);
    return verb + " api/v1/" + path(type) + (below.isEmpty() ? "" : "/" + below);
  }

  private static String path(@Nullable AnnotatedElement element) {
    Path path = element == null ? null : element.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }
}
