package org.rtcroom.verifier;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes JSON as journal-format.md says. */
final class Written {

  private Written() {}

  /** With names in ascending order. */
  static String canonical(Map<String, ?> fields) {
    return value(sorted(fields));
  }

  /** With names in the order of the map. */
  static String inOrder(Map<String, ?> fields) {
    return value(fields);
  }

  private static Object sorted(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Written::sorted).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> sorted = new TreeMap<>();
      map.forEach((name, field) -> sorted.put(name, sorted(field)));
      return sorted;
    }
    return value;
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text((String) entry.getKey()) + ":" + value(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(Written::value).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? text(text) : value.toString();
  }

  private static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
