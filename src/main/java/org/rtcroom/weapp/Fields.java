package org.rtcroom.weapp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a request's body or of an object in it, read the way installed clients need it:
 * numbers written as texts, 0 and 1 for booleans, and the reverse. A field is missing when it is
 * absent or null; an array or an object in place of one value is refused.
 */
record Fields(Map<String, Value> values) implements Value {

  static final Fields NONE = new Fields(Map.of());

  private static final Pattern NUMBER =
      Pattern.compile("(-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?)(?:[eE]([+-]?[0-9]+))?");
  private static final Pattern ID_NUMBER = Pattern.compile("-?[0-9]{1,19}");

  /** Numbers with more characters or a larger exponent are not computed with. */
  private static final int LONGEST_NUMBER = 400;

  private static final int LARGEST_EXPONENT = 400;

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
    Optional<String> text = text(name);
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

  /** As {@link #text(String, int)}, for a required field. */
  String requiredText(String name, int most) {
    return text(name, most).orElseThrow(() -> missing(name));
  }

  /** A text or a number, without any restriction: good for comparing, not for storing. */
  Optional<String> text(String name) {
    return sent(name)
        .map(
            value -> {
              if (value instanceof Value.Text text) {
                return text.value();
              }
              if (value instanceof Value.Numeral numeral) {
                return plain(name, numeral.written());
              }
              throw wrong(name);
            });
  }

  private static String plain(String name, String written) {
    boolean plain = written.indexOf('e') < 0 && written.indexOf('E') < 0;
    return plain ? written : decimal(name, written).toPlainString();
  }

  /**
   * An identifier of any form; empty when absent.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is neither text nor a whole number of at
   *     most 19 digits
   */
  Optional<String> id(String name) {
    return sent(name)
        .map(
            value -> {
              if (value instanceof Value.Text text) {
                return text.value();
              }
              if (value instanceof Value.Numeral numeral
                  && ID_NUMBER.matcher(numeral.written()).matches()) {
                return new BigInteger(numeral.written()).toString();
              }
              throw wrong(name);
            });
  }

  /** As {@link #id}, for a required field; an empty text counts as none. */
  String requiredId(String name) {
    return id(name).filter(id -> !id.isEmpty()).orElseThrow(() -> missing(name));
  }

  /**
   * A whole number, moved into the range if it is outside.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is no whole number
   */
  Optional<Long> number(String name, long min, long max) {
    return sent(name)
        .map(value -> integer(name, value).max(BigInteger.valueOf(min)))
        .map(number -> number.min(BigInteger.valueOf(max)).longValueExact());
  }

  /**
   * A boolean, also sent as 0 or 1.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is neither
   */
  Optional<Boolean> flag(String name) {
    return sent(name).map(value -> flag(name, value));
  }

  private static boolean flag(String name, Value value) {
    if (value.equals(new Value.Text("true"))) {
      return true;
    }
    if (value.equals(new Value.Text("false"))) {
      return false;
    }
    BigInteger number = integer(name, value);
    if (number.signum() != 0 && !number.equals(BigInteger.ONE)) {
      throw wrong(name);
    }
    return number.signum() != 0;
  }

  private static BigInteger integer(String name, Value value) {
    if (value instanceof Value.Truth truth) {
      return truth.value() ? BigInteger.ONE : BigInteger.ZERO;
    }
    try {
      return decimal(name, value).toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw wrong(name);
    }
  }

  /**
   * A number, with a fraction or without.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is none, or too long to compute with
   */
  Optional<BigDecimal> decimal(String name) {
    return sent(name).map(value -> decimal(name, value));
  }

  private static BigDecimal decimal(String name, Value value) {
    if (value instanceof Value.Numeral numeral) {
      return decimal(name, numeral.written());
    }
    if (value instanceof Value.Text text) {
      return decimal(name, text.value());
    }
    throw wrong(name);
  }

  private static BigDecimal decimal(String name, String written) {
    Matcher number = NUMBER.matcher(written);
    if (written.length() > LONGEST_NUMBER || !number.matches()) {
      throw wrong(name);
    }
    String exponent = number.group(2);
    return exponent == null || small(new BigInteger(exponent))
        ? new BigDecimal(written)
        : beyond(name, new BigDecimal(number.group(1)), exponent.startsWith("-"));
  }

  private static boolean small(BigInteger exponent) {
    return exponent.abs().compareTo(BigInteger.valueOf(LARGEST_EXPONENT)) <= 0;
  }

  /** A number too large to write out counts as the largest one that is written out. */
  private static BigDecimal beyond(String name, BigDecimal digits, boolean tiny) {
    if (tiny && digits.signum() != 0) {
      throw wrong(name);
    }
    return BigDecimal.TEN.pow(LARGEST_EXPONENT).multiply(BigDecimal.valueOf(digits.signum()));
  }

  /** The field as the client sends it; empty when absent or null. */
  Optional<Value> sent(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !(value instanceof Value.Nothing));
  }

  static Refusal missing(String name) {
    return new Refusal(WireProblem.FIELD_MISSING, name);
  }

  static Refusal wrong(String name) {
    return new Refusal(WireProblem.WRONG_TYPE, name);
  }
}
