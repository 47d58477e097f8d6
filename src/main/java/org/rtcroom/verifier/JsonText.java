package org.rtcroom.verifier;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes JSON objects without white space, with names in the order they were read. */
final class JsonText {

  private JsonText() {}

  static String of(JsonObject object) {
    return of(object, Set.of());
  }

  /** An object but for some of its names. */
  static String of(JsonObject object, Set<String> without) {
    return object.names().stream()
        .filter(name -> !without.contains(name))
        .map(name -> quoted(name) + ":" + value(object.value(name)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(Object value) {
    if (value instanceof JsonObject object) {
      return of(object);
    } else if (value instanceof List<?> list) {
      return list.stream().map(JsonText::value).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  /** A text as it stands in JSON. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
