package org.rtcroom.chain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one event on their way into a line: the details, which stay, and the personal part.
 */
public final class LineFields {

  public final Map<String, Object> details = new LinkedHashMap<>();
  public final Map<String, Object> personal = new LinkedHashMap<>();

  public LineFields detail(String name, Object value) {
    details.put(name, value);
    return this;
  }

  public LineFields personal(String name, Object value) {
    personal.put(name, value);
    return this;
  }

  public LineFields personal(String name, Optional<?> value) {
    value.ifPresent(present -> personal.put(name, present));
    return this;
  }
}
