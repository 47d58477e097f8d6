package org.rtcroom.api;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;

/** Decides who gets in where. */
final class KeyCheck {

  private static final String SCHEME = "Bearer ";

  private final ApiKeys keys;

  KeyCheck(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * The key of a request.
   *
   * @param authorization the values of that header; there must be exactly one
   * @throws ApiException {@link ApiProblem#UNAUTHORIZED} if there is no good key
   */
  ApiKey key(List<String> authorization) {
    if (authorization.size() != 1) {
      throw new ApiException(ApiProblem.UNAUTHORIZED, "send Authorization: Bearer <API key>");
    }
    String value = authorization.get(0);
    if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new ApiException(ApiProblem.UNAUTHORIZED, "send Authorization: Bearer <API key>");
    }
    return keys.find(value.substring(SCHEME.length()).strip())
        .orElseThrow(() -> new ApiException(ApiProblem.UNAUTHORIZED, "no such API key"));
  }

  /**
   * Lets a key through to a resource method, or not.
   *
   * @throws ApiException {@link ApiProblem#FORBIDDEN} if the key has none of the method's roles
   */
  void requireRole(ApiKey key, @Nullable Method method) {
    Requires wanted = method == null ? null : method.getAnnotation(Requires.class);
    if (wanted == null || !key.hasOneOf(Set.of(wanted.value()))) {
      throw new ApiException(ApiProblem.FORBIDDEN, "the API key has no role for this");
    }
  }
}
