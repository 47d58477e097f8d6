package org.rtcroom.api;

import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.http.Bearer;

/** Decides who gets in where. */
final class KeyCheck {

  private final ApiKeys keys;

  KeyCheck(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * The key of a request.
   *
   * @throws ApiException {@link ApiProblem#UNAUTHORIZED} if there is no good key
   */
  ApiKey key(Bearer bearer) {
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
