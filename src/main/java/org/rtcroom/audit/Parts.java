package org.rtcroom.audit;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rtcroom.identity.UserId;
import org.rtcroom.room.Journal;

/**
 * A recorded JSON object, read field by field. What is not as it must be makes the chain broken.
 */
final class Parts {

  private static final JsonReaderFactory READERS =
      JsonProvider.provider().createReaderFactory(Map.of());

  private final JsonObject object;

  private Parts(JsonObject object) {
    this.object = object;
  }

  static Parts parse(byte[] bytes) {
    if (bytes.length == 0) {
      return new Parts(JsonValue.EMPTY_JSON_OBJECT);
    }
    try (var reader =
        READERS.createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      return new Parts(reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      throw new Journal.Broken("not JSON", e);
    }
  }

  JsonObject json() {
    return object;
  }

  boolean has(String name) {
    return object.containsKey(name);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> lacking(name));
  }

  Optional<String> optionalText(String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  long number(String name) {
    return optionalNumber(name).orElseThrow(() -> lacking(name));
  }

  Optional<Long> optionalNumber(String name) {
    return object.get(name) instanceof JsonNumber number
        ? Optional.of(number.longValueExact())
        : Optional.empty();
  }

  boolean flag(String name) {
    JsonValue value = object.get(name);
    if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
      return value == JsonValue.TRUE;
    }
    throw lacking(name);
  }

  Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalNumber(name).map(Instant::ofEpochMilli);
  }

  UserId user(String name) {
    return new UserId(text(name));
  }

  Optional<UserId> optionalUser(String name) {
    return optionalText(name).map(UserId::new);
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException e) {
      throw new Journal.Broken("unknown " + name, e);
    }
  }

  List<String> texts(String name) {
    return items(name, value -> ((JsonString) value).getString());
  }

  List<Long> numbers(String name) {
    return items(name, value -> ((JsonNumber) value).longValueExact());
  }

  List<UserId> users(String name) {
    return items(name, value -> new UserId(((JsonString) value).getString()));
  }

  <T> List<T> each(String name, Function<Parts, T> read) {
    return items(name, value -> read.apply(new Parts((JsonObject) value)));
  }

  private <T> List<T> items(String name, Function<JsonValue, T> read) {
    if (!has(name)) {
      throw lacking(name);
    }
    return object.getJsonArray(name).stream().map(read).toList();
  }

  private static Journal.Broken lacking(String name) {
    return new Journal.Broken("no field " + name + " of the expected kind");
  }
}
