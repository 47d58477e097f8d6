package org.rtcroom.verifier;

/**
 * A row of another table, such as a key or a hold, and the line that says why it is there.
 *
 * @param chain of that line; empty if the row names none
 */
public record Row(String table, String key, String chain, long seq) {

  static Row of(JsonObject json) {
    if (!json.has("line")) {
      return new Row(json.text("table"), json.text("key"), "", 0);
    }
    JsonObject line = json.object("line");
    return new Row(json.text("table"), json.text("key"), line.text("chain"), line.number("seq"));
  }

  @Override
  public String toString() {
    return table + " " + key;
  }
}
