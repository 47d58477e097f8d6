package org.rtcroom.weapp;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a request's body, read the way installed clients need it: numbers written as texts,
 * 0 and 1 for booleans, and the reverse. A field is missing when it is absent or null; an array or
 * an object where one value belongs is refused.
 */
record Fields(Map<String, Value> values) {

  static final Fields NONE = new Fields(Map.of());

  /**
   * A text in which nothing but its length is restricted.
   *
   * @param most bytes of UTF-8
   * @throws Refusal {@link WireProblem#TEXT_REFUSED} if it is longer, or holds U+0000 or half a
   *     surrogate pair; {@link WireProblem#WRONG_TYPE}
   */
  Optional<String> text(String name, int most) {
    return text(name, most, WireProblem.TEXT_REFUSED);
  }

  /** As {@link #text(String, int)}, with another answer to a text that is too long. */
  Optional<String> text(String name, int most, WireProblem tooLong) {
    Optional<String> text = sent(name).map(value -> Scalars.text(name, value));
    text.ifPresent(
        found -> {
          if (!storable(found)) {
            throw new Refusal(WireProblem.TEXT_REFUSED, name);
          }
          if (found.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new Refusal(tooLong, name);
          }
        });
    return text;
  }

  /** Whether a text has no U+0000 and no half of a surrogate pair. */
  private static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        return false;
      }
      i += pair ? 1 : 0;
    }
    return true;
  }

  /** As {@link #text(String, int)}, for a field that must be there. */
  String requiredText(String name, int most) {
    return text(name, most).orElseThrow(() -> missing(name));
  }

  /**
   * An identifier, of whatever form; empty when absent.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is neither text nor a whole number of at
   *     most 19 digits
   */
  Optional<String> id(String name) {
    return sent(name).map(value -> Scalars.id(name, value));
  }

  /** As {@link #id}; a client that sends an empty one has sent none. */
  String requiredId(String name) {
    return id(name).filter(id -> !id.isEmpty()).orElseThrow(() -> missing(name));
  }

  /**
   * A whole number, moved into the range if it is outside.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is no whole number
   */
  Optional<Long> number(String name, long min, long max) {
    return sent(name).map(value -> Scalars.clamped(name, value, min, max));
  }

  /**
   * A boolean, also sent as 0 or 1.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is neither
   */
  Optional<Boolean> flag(String name) {
    return sent(name).map(value -> Scalars.flag(name, value));
  }

  /** The field as it was sent; empty when absent or null. */
  Optional<Value> sent(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Value.Nothing));
  }

  static Refusal missing(String name) {
    return new Refusal(WireProblem.FIELD_MISSING, name);
  }
}
