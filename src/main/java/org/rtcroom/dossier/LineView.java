package org.rtcroom.dossier;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.verifier.Line;

/**
 * A line, read for people. Parts that somebody made unreadable are empty; the verifier tells of
 * them.
 */
record LineView(Line line, JsonObject details, JsonObject personal) {

  static LineView of(Line line) {
    return new LineView(line, read(line.details()), read(line.personal()));
  }

  private static JsonObject read(byte[] bytes) {
    return RecordedJson.find(bytes).orElse(JsonValue.EMPTY_JSON_OBJECT);
  }

  boolean is(String kind) {
    return line.kind().equals(kind);
  }

  /** Whether the line had a personal part that is gone. */
  boolean erased() {
    return line.commitment().length > 0 && line.personal().length == 0;
  }

  /** Whom the line tells of. */
  Optional<String> user() {
    return text(personal, "user");
  }

  /** Who caused it, with where from and by what; empty if nobody did or it was erased. */
  JsonObject actor() {
    return personal.get("actor") instanceof JsonObject actor ? actor : JsonValue.EMPTY_JSON_OBJECT;
  }

  /** A user did it, not a back end. */
  Optional<String> actingUser() {
    boolean backend = text(actor(), "proof").filter("API_KEY"::equals).isPresent();
    return backend ? Optional.empty() : text(actor(), "user");
  }

  static Optional<String> text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  Optional<Long> number(String name) {
    return details.get(name) instanceof JsonNumber number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }
}
