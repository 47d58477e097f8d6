package org.rtcroom.tencent;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request to a {@link JsonService}.
 *
 * @param operation names the call in logs
 * @param path begins with a slash
 * @param query names and values, not yet encoded; holds a signature
 * @param body sent by POST; without one the call is a GET
 */
record JsonCall(
    String operation, String path, Map<String, String> query, Optional<JsonObject> body) {

  /**
   * The address below a base address; secret, because of the query.
   *
   * @param root the base, without a slash at its end
   */
  URI address(String root) {
    return URI.create(
        query.entrySet().stream()
            .map(part -> encoded(part.getKey()) + "=" + encoded(part.getValue()))
            .collect(Collectors.joining("&", root + path + "?", "")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Without the query. */
  @Override
  public String toString() {
    return "JsonCall[" + operation + "]";
  }
}
