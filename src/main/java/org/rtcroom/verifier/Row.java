package org.rtcroom.verifier;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of another table, such as a key or a ban, and the line that says why it is there.
 *
 * @param key names the row among those of its table
 * @param chain of that line; empty if the row names none
 * @param values what the row says, by the names that the line has for it: texts and whole numbers
 */
public record Row(String table, String key, String chain, long seq, Map<String, Object> values) {

  public Row {
    values = Map.copyOf(values);
  }

  /** The line that it names, as {@code chain#seq}. */
  String line() {
    return chain + "#" + seq;
  }

  static Row of(JsonObject json) {
    JsonObject said = json.object("values");
    Map<String, Object> values = new LinkedHashMap<>();
    said.names().forEach(name -> values.put(name, said.value(name)));
    if (!json.has("line")) {
      return new Row(json.text("table"), json.text("key"), "", 0, values);
    }
    JsonObject line = json.object("line");
    return new Row(
        json.text("table"), json.text("key"), line.text("chain"), line.number("seq"), values);
  }

  @Override
  public String toString() {
    return table + " " + key;
  }
}
