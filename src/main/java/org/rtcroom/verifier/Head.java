package org.rtcroom.verifier;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A head row: what the database keeps beside the lines.
 *
 * @param columns by the names of the database; texts, whole numbers, and byte strings as lower-case
 *     hex; what is null is absent
 */
public record Head(String chain, boolean session, Map<String, Object> columns) {

  public Head {
    columns = Map.copyOf(columns);
  }

  static Head of(JsonObject json) {
    boolean session = json.has("session_id");
    Map<String, Object> columns = new LinkedHashMap<>();
    json.names().forEach(name -> columns.put(name, json.value(name)));
    return new Head(json.text(session ? "session_id" : "chain"), session, columns);
  }
}
