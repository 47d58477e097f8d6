package org.rtcroom.verifier;

import java.util.Map;
import java.util.Objects;

/** Reads what must be in a map. */
final class Got {

  private Got() {}

  static <T> T value(Map<String, T> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  static String text(Map<String, ?> fields, String name) {
    return (String) Objects.requireNonNull(fields.get(name), name);
  }

  static long number(Map<String, ?> fields, String name) {
    return (long) Objects.requireNonNull(fields.get(name), name);
  }
}
