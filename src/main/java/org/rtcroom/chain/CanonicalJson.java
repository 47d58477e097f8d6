package org.rtcroom.chain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in one spelling only: keys in order of their UTF-16 code units, no white space, whole
 * numbers in decimal, and no escapes but those that JSON demands ({@code \"}, {@code \\} and {@code
 * \\u00xx} for control characters). So equal values have equal bytes.
 */
public final class CanonicalJson {

  private final StringBuilder out = new StringBuilder(256);

  private CanonicalJson() {}

  /**
   * The bytes of a value, in UTF-8.
   *
   * @param value of maps with text keys, lists, texts, whole numbers and booleans; texts hold no
   *     unpaired surrogates
   */
  public static byte[] bytes(Map<String, ?> value) {
    CanonicalJson json = new CanonicalJson();
    json.object(value);
    return json.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(Object value) {
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else {
      throw new IllegalArgumentException("no canonical form for " + value.getClass());
    }
  }

  private void object(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    String separator = "{";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.append(separator);
      text(entry.getKey());
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private void list(List<?> list) {
    String separator = "[";
    for (Object item : list) {
      out.append(separator);
      value(item);
      separator = ",";
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
