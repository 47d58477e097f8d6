package org.rtcroom.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a line of the access log; absent ones are left out. */
final class NoteFields {

  private final Map<String, String> fields = new LinkedHashMap<>();

  NoteFields put(String name, Optional<String> value) {
    value.ifPresent(present -> fields.put(name, present));
    return this;
  }

  Map<String, String> all() {
    return fields;
  }
}
