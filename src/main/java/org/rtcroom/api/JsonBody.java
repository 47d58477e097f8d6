package org.rtcroom.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.UserId;

/**
 * The body of a request, a JSON object read field by field. A field that nobody knows, that is
 * given twice or is out of its bounds is refused by name; null counts as absent.
 */
final class JsonBody {

  /** Bytes of a body at most, but for few calls. */
  static final int LARGEST = 64 * 1024;

  private static final JsonReaderFactory READERS =
      JsonProvider.provider()
          .createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private static final JsonParserFactory PARSERS =
      JsonProvider.provider().createParserFactory(Map.of());

  private final JsonObject object;

  private JsonBody(JsonObject object) {
    this.object = object;
  }

  /**
   * The body, if it has only these fields.
   *
   * @throws ApiException {@link ApiProblem#BAD_REQUEST} if it is no JSON object, {@link
   *     ApiProblem#BAD_PARAMETER} if it has other fields
   */
  static JsonBody of(byte[] body, Set<String> known) {
    return of(body, known, LARGEST);
  }

  /** As the other, for a call that takes bodies of another size. */
  static JsonBody of(byte[] body, Set<String> known, int largest) {
    if (body.length > largest) {
      throw new ApiException(ApiProblem.BAD_REQUEST, "a body has at most " + largest + " bytes");
    }
    return of(object(body), known);
  }

  private static JsonBody of(JsonObject object, Set<String> known) {
    object.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              String list = String.join(", ", known.stream().sorted().toList());
              String cut = name.substring(0, Math.min(40, name.length()));
              throw ApiException.parameter(cut, "one of the fields " + list);
            });
    return new JsonBody(object);
  }

  private static JsonObject object(byte[] body) {
    try (var reader =
        READERS.createReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
      JsonObject object = reader.readObject();
      requireNothingAfter(body);
      return object;
    } catch (JsonException | IllegalStateException e) {
      throw new ApiException(ApiProblem.BAD_REQUEST, "the body is not one JSON object");
    }
  }

  /** Readers stop at the end of the object, and leave it to others what follows. */
  private static void requireNothingAfter(byte[] body) {
    try (JsonParser parser =
        PARSERS.createParser(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
      parser.next();
      parser.skipObject();
      if (parser.hasNext()) {
        throw new JsonException("something follows the object");
      }
    }
  }

  /** A text of 1 to so many characters, none of them a control character. */
  Optional<String> text(String name, int longest) {
    return present(name)
        .map(
            value -> {
              String text = value instanceof JsonString string ? string.getString() : "";
              boolean good = !text.isEmpty() && text.length() <= longest && storable(text);
              if (!good) {
                throw ApiException.parameter(name, "a text of 1 to " + longest + " characters");
              }
              return text;
            });
  }

  String requiredText(String name, int longest) {
    return text(name, longest)
        .orElseThrow(
            () -> ApiException.parameter(name, "a text of 1 to " + longest + " characters"));
  }

  /** What canonical JSON and every database can hold. */
  private static boolean storable(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  UserId requiredUser(String name) {
    return user(name, requiredText(name, 64));
  }

  /** The user of a path or a body. */
  static UserId user(String name, String text) {
    try {
      return UserId.of(text);
    } catch (IllegalId e) {
      throw ApiException.parameter(name, "letters, digits and _ - . @ :");
    }
  }

  Optional<Instant> time(String name) {
    return text(name, 40).map(text -> QueryParameters.time(name, text));
  }

  Instant requiredTime(String name) {
    return QueryParameters.time(name, requiredText(name, 40));
  }

  /** A whole number from {@code min} to {@code max}. */
  Optional<Long> number(String name, long min, long max) {
    return present(name)
        .map(
            value -> {
              long number = whole(value).orElse(min - 1);
              if (number < min || number > max) {
                throw ApiException.parameter(name, "a whole number from " + min + " to " + max);
              }
              return number;
            });
  }

  private static Optional<Long> whole(JsonValue value) {
    boolean whole =
        value instanceof JsonNumber number
            && number.isIntegral()
            && number.bigIntegerValue().bitLength() < Long.SIZE;
    return whole ? Optional.of(((JsonNumber) value).longValue()) : Optional.empty();
  }

  /** Anything, as it was sent. */
  Optional<JsonValue> present(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> value != JsonValue.NULL);
  }

  /** The objects of an array of 1 to so many, each with only these fields. */
  <T> List<T> each(String name, int most, Set<String> known, Function<JsonBody, T> read) {
    return items(name, most).stream()
        .map(
            item -> {
              if (item instanceof JsonObject fields) {
                return read.apply(of(fields, known));
              }
              throw ApiException.parameter(name, "an array of objects");
            })
        .toList();
  }

  /** The texts of an array of 1 to so many. */
  List<String> texts(String name, int most) {
    return items(name, most).stream()
        .map(
            item -> {
              if (item instanceof JsonString text) {
                return text.getString();
              }
              throw ApiException.parameter(name, "an array of texts");
            })
        .toList();
  }

  private JsonArray items(String name, int most) {
    JsonValue value = present(name).orElse(JsonValue.NULL);
    if (value instanceof JsonArray array && !array.isEmpty() && array.size() <= most) {
      return array;
    }
    throw ApiException.parameter(name, "an array of 1 to " + most);
  }
}
