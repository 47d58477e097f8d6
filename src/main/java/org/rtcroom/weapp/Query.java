package org.rtcroom.weapp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.identity.NotAuthenticated;

/**
 * The query of a request. Some clients percent-encode its values and some do not; a value that
 * cannot be decoded is taken as it is. Holds tickets and tokens: never write it anywhere.
 */
final class Query {

  private static final Set<String> ONCE = Set.of("userID", "token", "userSig", "sdkAppID");

  private final Map<String, List<String>> values = new HashMap<>();

  private Query() {}

  static Query of(@Nullable String raw) {
    Query query = new Query();
    if (raw != null) {
      for (int begin = 0; begin < raw.length(); ) {
        int next = raw.indexOf('&', begin);
        int end = next < 0 ? raw.length() : next;
        if (end > begin) {
          query.add(raw.substring(begin, end));
        }
        begin = end + 1;
      }
    }
    return query;
  }

  private void add(String pair) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The first value of that name; an empty one counts as absent. */
  Optional<String> first(String name) {
    List<String> given = values.get(name);
    return given == null || given.get(0).isEmpty() ? Optional.empty() : Optional.of(given.get(0));
  }

  /**
   * Refuses a query in which one of the fields that identify the caller stands twice.
   *
   * @throws NotAuthenticated if so
   */
  void requireUnambiguous() {
    for (String name : ONCE) {
      if (values.getOrDefault(name, List.of()).size() > 1) {
        throw new NotAuthenticated("a field of identity is given twice");
      }
    }
  }

  /** Without its values. */
  @Override
  public String toString() {
    return "Query" + values.keySet();
  }
}
