package org.rtcroom.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Fields on their way into a line of the access log; what is absent is left out. */
final class Noted {

  private final Map<String, String> fields = new LinkedHashMap<>();

  Noted put(String name, Optional<String> value) {
    value.ifPresent(present -> fields.put(name, present));
    return this;
  }

  Map<String, String> all() {
    return fields;
  }
}
