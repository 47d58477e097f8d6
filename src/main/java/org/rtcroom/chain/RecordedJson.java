package org.rtcroom.chain;

import jakarta.json.JsonArray;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.UserId;

/**
 * A recorded JSON object, read field by field. A field that is not as it must be makes the chain
 * broken.
 */
public final class RecordedJson {

  private static final JsonReaderFactory READERS =
      JsonProvider.provider().createReaderFactory(Map.of());

  private final JsonObject object;

  private RecordedJson(JsonObject object) {
    this.object = object;
  }

  /**
   * Reads an object; no bytes are an empty one.
   *
   * @throws BrokenChain if it is no JSON object
   */
  public static RecordedJson parse(byte[] bytes) {
    if (bytes.length == 0) {
      return new RecordedJson(JsonValue.EMPTY_JSON_OBJECT);
    }
    try {
      return new RecordedJson(object(bytes));
    } catch (JsonException | IllegalStateException e) {
      throw new BrokenChain("not JSON", e);
    }
  }

  /** Reads bytes that may have been tampered with; empty if they are no JSON object. */
  public static Optional<JsonObject> find(byte[] bytes) {
    try {
      return Optional.of(object(bytes));
    } catch (JsonException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** As {@link #find(byte[])}, of a text. */
  public static Optional<JsonObject> find(String text) {
    return find(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject object(byte[] bytes) {
    try (var reader =
        READERS.createReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      return reader.readObject();
    }
  }

  public JsonObject json() {
    return object;
  }

  /** The fields as {@link CanonicalJson} takes them. */
  public Map<String, Object> fields() {
    return plain(object);
  }

  private static Map<String, Object> plain(JsonObject object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    object.forEach((name, value) -> fields.put(name, plain(value)));
    return fields;
  }

  private static Object plain(JsonValue value) {
    if (value instanceof JsonObject object) {
      return plain(object);
    } else if (value instanceof JsonArray array) {
      return array.stream().map(RecordedJson::plain).toList();
    } else if (value instanceof JsonString text) {
      return text.getString();
    } else if (value instanceof JsonNumber number) {
      return number.longValueExact();
    }
    return value == JsonValue.TRUE;
  }

  public boolean has(String name) {
    return object.containsKey(name);
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> lacking(name));
  }

  public Optional<String> optionalText(String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  public long number(String name) {
    return optionalNumber(name).orElseThrow(() -> lacking(name));
  }

  public Optional<Long> optionalNumber(String name) {
    return object.get(name) instanceof JsonNumber number
        ? Optional.of(number.longValueExact())
        : Optional.empty();
  }

  public boolean flag(String name) {
    JsonValue value = object.get(name);
    if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
      return value == JsonValue.TRUE;
    }
    throw lacking(name);
  }

  public Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  public Optional<Instant> optionalInstant(String name) {
    return optionalNumber(name).map(Instant::ofEpochMilli);
  }

  public UserId user(String name) {
    return new UserId(text(name));
  }

  public Optional<UserId> optionalUser(String name) {
    return optionalText(name).map(UserId::new);
  }

  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException e) {
      throw new BrokenChain("unknown " + name, e);
    }
  }

  /** The object in a field. */
  public RecordedJson object(String name) {
    if (object.get(name) instanceof JsonObject inner) {
      return new RecordedJson(inner);
    }
    throw lacking(name);
  }

  public List<String> texts(String name) {
    return items(name, value -> ((JsonString) value).getString());
  }

  public List<Long> numbers(String name) {
    return items(name, value -> ((JsonNumber) value).longValueExact());
  }

  public List<UserId> users(String name) {
    return items(name, value -> new UserId(((JsonString) value).getString()));
  }

  public <T> List<T> each(String name, Function<RecordedJson, T> read) {
    return items(name, value -> read.apply(new RecordedJson((JsonObject) value)));
  }

  private <T> List<T> items(String name, Function<JsonValue, T> read) {
    if (!has(name)) {
      throw lacking(name);
    }
    return object.getJsonArray(name).stream().map(read).toList();
  }

  private static BrokenChain lacking(String name) {
    return new BrokenChain("no field " + name + " of the expected kind");
  }
}
