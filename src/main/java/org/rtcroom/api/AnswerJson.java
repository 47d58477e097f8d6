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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How single values stand in answers: what is absent is null, times are RFC 3339 in UTC. */
final class AnswerJson {

  private static final JsonProvider JSON = JsonProvider.provider();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AnswerJson() {}

  static JsonObjectBuilder object() {
    return JSON.createObjectBuilder();
  }

  /** One that has these fields already. */
  static JsonObjectBuilder object(JsonObject fields) {
    return JSON.createObjectBuilder(fields);
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  static JsonValue time(Optional<Instant> time) {
    return text(time.map(AnswerJson::time));
  }

  static JsonValue text(Optional<String> text) {
    return text.<JsonValue>map(JSON::createValue).orElse(JsonValue.NULL);
  }

  static JsonArray array(Stream<? extends JsonValue> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(array::add);
    return array.build();
  }

  static JsonArray texts(Stream<String> texts) {
    return array(texts.map(JSON::createValue));
  }
}
