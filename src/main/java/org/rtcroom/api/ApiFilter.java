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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.Bearer;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.Rates;
import org.rtcroom.http.TooManyRequests;

/**
 * Lets a request through if it shows an API key that is for what it asks. A read of the history
 * goes on once the line that notes it is committed.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class ApiFilter implements ContainerRequestFilter {

  @Inject ApiKeys keys;
  @Inject Rates rates;
  @Inject ApiRequest request;
  @Inject LargeReads largeReads;
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext context) {
    Method method = resource.getResourceMethod();
    String operation = operation(context.getMethod(), resource.getResourceClass(), method);
    admit(request, rates, keys, operation, method);
    request.matched(context);
    BoundedBody.of(context);
    AuditedRead audited = method.getAnnotation(AuditedRead.class);
    if (audited != null && audited.value().large) {
      largeReads.begin(CurrentRequest.get());
    }
    if (audited != null) {
      request.note(audited.value());
    }
  }

  /**
   * Begins a request and looks at its key.
   *
   * @param method null if it leads to none
   * @throws ApiException {@link ApiProblem#UNAUTHORIZED} if there is no good key, {@link
   *     ApiProblem#FORBIDDEN} if the key has none of the method's roles
   * @throws TooManyRequests if its address has sent too many, with whatever keys
   */
  static void admit(
      ApiRequest request, Rates rates, ApiKeys keys, String operation, @Nullable Method method) {
    request.begin(operation);
    rates.countBackEnd(CurrentRequest.get().source().address());
    ApiKey key = key(keys, CurrentRequest.get().bearer());
    request.identified(key);
    requireRole(key, method);
  }

  static ApiKey key(ApiKeys keys, Bearer bearer) {
    String shown =
        bearer
            .only()
            .orElseThrow(
                () ->
                    new ApiException(
                        ApiProblem.UNAUTHORIZED, "send Authorization: Bearer <API key>"));
    return keys.find(shown)
        .orElseThrow(() -> new ApiException(ApiProblem.UNAUTHORIZED, "no such API key"));
  }

  static void requireRole(ApiKey key, @Nullable Method method) {
    Requires required = method == null ? null : method.getAnnotation(Requires.class);
    if (required == null || !key.hasOneOf(Set.of(required.value()))) {
      throw new ApiException(ApiProblem.FORBIDDEN, "the API key has no role for this");
    }
  }

  /** Method and path as written, so that the number of operations is bounded. */
  static String operation(String verb, @Nullable Class<?> type, @Nullable Method method) {
    String below = path(method);
    return verb + " api/v1/" + path(type) + (below.isEmpty() ? "" : "/" + below);
  }

  private static String path(@Nullable AnnotatedElement element) {
    Path path = element == null ? null : element.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }
}
