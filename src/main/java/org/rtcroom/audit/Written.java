package org.rtcroom.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of one event on their way into a line: what stays, and what is personal. */
final class Written {

  final Map<String, Object> details = new LinkedHashMap<>();
  final Map<String, Object> personal = new LinkedHashMap<>();

  Written detail(String name, Object value) {
    details.put(name, value);
    return this;
  }

  Written personal(String name, Object value) {
    personal.put(name, value);
    return this;
  }

  Written personal(String name, Optional<?> value) {
    value.ifPresent(present -> personal.put(name, present));
    return this;
  }
}
