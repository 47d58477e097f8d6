package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object. Its values are {@link String}, {@link Long}, {@link Boolean}, {@link List} and
 * objects like this. Whoever asks for a field that is not there, or is of another type, gets a
 * {@link BadJson}.
 */
public final class JsonObject {

  private final Map<String, Object> fields;

  JsonObject(Map<String, Object> fields) {
    this.fields = fields;
  }

  Set<String> names() {
    return fields.keySet();
  }

  /**
   * This one.
   *
   * @throws BadJson if it holds a name that is none of these
   */
  JsonObject only(Set<String> known) {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw new BadJson("the format has no field " + name + " here");
      }
    }
    return this;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  Object value(String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw lacking(name);
    }
    return value;
  }

  String text(String name) {
    return of(name, String.class);
  }

  long number(String name) {
    return of(name, Long.class);
  }

  boolean flag(String name) {
    return of(name, Boolean.class);
  }

  byte[] bytes(String name) {
    return bytes(name, text(name));
  }

  List<byte[]> byteStrings(String name) {
    return texts(name).stream().map(hex -> bytes(name, hex)).toList();
  }

  private static byte[] bytes(String name, String hex) {
    try {
      byte[] bytes = HexFormat.of().parseHex(hex);
      if (lowerCase(hex)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new BadJson(name + " is not hexadecimal");
    }
    throw new BadJson(name + " is not lower-case hexadecimal");
  }

  private static boolean lowerCase(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if (c >= 'A' && c <= 'F') {
        return false;
      }
    }
    return true;
  }

  JsonObject object(String name) {
    return of(name, JsonObject.class);
  }

  List<?> list(String name) {
    return of(name, List.class);
  }

  List<JsonObject> objects(String name) {
    return list(name).stream().map(item -> cast(name, item, JsonObject.class)).toList();
  }

  List<String> texts(String name) {
    return list(name).stream().map(item -> cast(name, item, String.class)).toList();
  }

  /** All of its values, which must be texts. */
  Map<String, String> allTexts() {
    Map<String, String> texts = new HashMap<>();
    fields.keySet().forEach(name -> texts.put(name, text(name)));
    return texts;
  }

  public Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public Optional<Long> optionalNumber(String name) {
    return has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  private <T> T of(String name, Class<T> type) {
    return cast(name, value(name), type);
  }

  private static <T> T cast(String name, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw lacking(name);
    }
    return type.cast(value);
  }

  private static BadJson lacking(String name) {
    return new BadJson("no field " + name + " of the expected type");
  }
}
