package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes flat JSON objects of texts and whole numbers. */
final class JsonText {

  private JsonText() {}

  static String of(JsonObject object) {
    List<String> fields = new ArrayList<>();
    for (String name : object.names()) {
      Object value = object.value(name);
      fields.add(quoted(name) + ":" + (value instanceof String text ? quoted(text) : value));
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static String quoted(String text) {
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
