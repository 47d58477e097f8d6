package org.rtcroom.dossier;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.evidence.LineRecord;

/**
 * A line, read for people. Parts that were made unreadable are empty; the verifier tells of them.
 *
 * @param erased whether the line had a personal part that is gone
 */
record LineView(Line line, JsonObject details, JsonObject personal, boolean erased) {

  static LineView of(LineRecord stored) {
    Line line = stored.line();
    boolean erased = line.commitment().length > 0 && stored.personal().length == 0;
    return new LineView(line, read(line.details()), read(stored.personal()), erased);
  }

  private static JsonObject read(byte[] bytes) {
    return RecordedJson.find(bytes).orElse(JsonValue.EMPTY_JSON_OBJECT);
  }

  boolean is(String kind) {
    return line.kind().equals(kind);
  }

  /** The user whom the line tells of. */
  Optional<String> user() {
    return text(personal, "user");
  }

  /** The actor, with address and device; empty if there is none or it was erased. */
  JsonObject actor() {
    return actor(personal);
  }

  static JsonObject actor(JsonObject personal) {
    return personal.get("actor") instanceof JsonObject actor ? actor : JsonValue.EMPTY_JSON_OBJECT;
  }

  /** The actor, if it is a user and not a back end. */
  Optional<String> actingUser() {
    boolean backend = text(actor(), "proof").filter("API_KEY"::equals).isPresent();
    return backend ? Optional.empty() : text(actor(), "user");
  }

  static Optional<String> text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }
}
