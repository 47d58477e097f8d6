package org.rtcroom.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values in answers: an absent one is null, times are RFC 3339 in UTC. */
final class AnswerJson {

  private static final JsonProvider JSON = JsonProvider.provider();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AnswerJson() {}

  static JsonObjectBuilder object() {
    return JSON.createObjectBuilder();
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  static JsonValue time(Optional<Instant> time) {
    return text(time.map(AnswerJson::time));
  }

  static JsonValue text(Optional<String> text) {
    return orNull(text, JSON::createValue);
  }

  static <T> JsonValue orNull(Optional<T> value, Function<T, JsonValue> json) {
    return value.map(json).orElse(JsonValue.NULL);
  }

  static JsonArray array(Stream<? extends JsonValue> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(array::add);
    return array.build();
  }

  static JsonArray texts(Stream<String> texts) {
    return array(texts.map(JSON::createValue));
  }

  /**
   * One page of a list, and where the next begins.
   *
   * @param found at most one more than {@code limit}, which tells whether there is a next page
   * @param cursor the cursor after an item
   */
  static <T> JsonObject page(
      List<T> found, int limit, Function<T, JsonObject> json, Function<T, String> cursor) {
    boolean more = found.size() > limit;
    List<T> page = more ? found.subList(0, limit) : found;
    Optional<String> next =
        more ? Optional.of(cursor.apply(page.get(limit - 1))) : Optional.empty();
    return object().add("items", array(page.stream().map(json))).add("next", text(next)).build();
  }
}
