package org.rtcroom.weapp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts single values between the types clients mix up. */
final class Scalars {

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final int ID_DIGITS = 19;

  /** Numbers with more characters or a larger exponent are not computed with. */
  private static final int LONGEST = 400;

  private static final int LARGEST_EXPONENT = 400;

  private Scalars() {}

  static String text(String field, Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    if (value instanceof Value.Numeral numeral) {
      return plain(field, numeral.written());
    }
    throw wrong(field);
  }

  static String id(String field, Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    if (value instanceof Value.Numeral numeral && INTEGER.matcher(numeral.written()).matches()) {
      String digits = numeral.written().replaceFirst("^-", "");
      if (digits.length() <= ID_DIGITS) {
        return String.valueOf(new BigInteger(numeral.written()));
      }
    }
    throw wrong(field);
  }

  static boolean flag(String field, Value value) {
    if (value instanceof Value.Truth truth) {
      return truth.value();
    }
    if (value instanceof Value.Text text && isWritten(text.value())) {
      return text.value().equals("true");
    }
    BigInteger number = integer(field, value);
    boolean one = number.equals(BigInteger.ONE);
    if (!one && number.signum() != 0) {
      throw wrong(field);
    }
    return one;
  }

  private static boolean isWritten(String text) {
    return text.equals("true") || text.equals("false");
  }

  static long clamped(String field, Value value, long min, long max) {
    BigInteger number = integer(field, value);
    return number.max(BigInteger.valueOf(min)).min(BigInteger.valueOf(max)).longValueExact();
  }

  private static BigInteger integer(String field, Value value) {
    if (value instanceof Value.Truth truth) {
      return truth.value() ? BigInteger.ONE : BigInteger.ZERO;
    }
    BigDecimal number = number(field, value);
    try {
      return number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw wrong(field);
    }
  }

  /**
   * The number a value stands for.
   *
   * @throws Refusal {@link WireProblem#WRONG_TYPE} if it is none, or too long to compute with
   */
  static BigDecimal number(String field, Value value) {
    if (value instanceof Value.Numeral numeral) {
      return number(field, numeral.written());
    }
    if (value instanceof Value.Text text) {
      return number(field, text.value());
    }
    throw wrong(field);
  }

  private static BigDecimal number(String field, String written) {
    Matcher number = NUMBER.matcher(written);
    if (written.length() > LONGEST || !number.matches()) {
      throw wrong(field);
    }
    String exponent = number.group(1);
    if (exponent == null) {
      return new BigDecimal(written);
    }
    BigInteger size = new BigInteger(exponent.replaceFirst("^\\+", ""));
    if (size.abs().compareTo(BigInteger.valueOf(LARGEST_EXPONENT)) <= 0) {
      return new BigDecimal(written);
    }
    return beyond(field, written, size.signum());
  }

  /** A number too large or too small to write out: as good as the largest one we write out. */
  private static BigDecimal beyond(String field, String written, int exponentSign) {
    boolean zero = written.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(Scalars::nonZero);
    if (zero) {
      return BigDecimal.ZERO;
    }
    if (exponentSign < 0) {
      throw wrong(field);
    }
    BigDecimal large = BigDecimal.TEN.pow(LARGEST_EXPONENT);
    return written.startsWith("-") ? large.negate() : large;
  }

  private static boolean nonZero(int c) {
    return c >= '1' && c <= '9';
  }

  private static String plain(String field, String written) {
    boolean plain = written.indexOf('e') < 0 && written.indexOf('E') < 0;
    return plain ? written : number(field, written).toPlainString();
  }

  static Refusal wrong(String field) {
    return new Refusal(WireProblem.WRONG_TYPE, field);
  }
}
