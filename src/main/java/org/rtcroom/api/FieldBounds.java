package org.rtcroom.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a body's fields. A field that is missing or out of its bounds is refused by its
 * name with {@link ApiProblem#BAD_PARAMETER}; an optional field that is absent is null.
 */
final class FieldBounds {

  private FieldBounds() {}

  /** A text of 1 to so many characters, none of them a control character. */
  static String text(String name, @Nullable String text, int longest) {
    String checked = lines(name, text, longest);
    if (checked.chars().anyMatch(Character::isISOControl)) {
      throw ApiException.parameter(
          name, "a text of 1 to " + longest + " characters, without line breaks and tabs");
    }
    return checked;
  }

  /** A text of 1 to so many characters as people write it, with line breaks and tabs. */
  static String lines(String name, @Nullable String text, int longest) {
    if (text == null || text.isEmpty() || text.length() > longest || !storable(text)) {
      throw ApiException.parameter(
          name, "a text of 1 to " + longest + " characters, without control characters");
    }
    return text;
  }

  static @Nullable String optionalLines(String name, @Nullable String text, int longest) {
    return text == null ? null : lines(name, text, longest);
  }

  static @Nullable String optionalText(String name, @Nullable String text, int longest) {
    return text == null ? null : text(name, text, longest);
  }

  /** Whether every database and every reader of a record can hold it. */
  static boolean storable(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** A value that must be there. */
  static <T> T required(String name, @Nullable T value, TextForm<T> form) {
    if (value == null) {
      throw ApiException.parameter(name, form.expected());
    }
    return value;
  }

  /** A time that must be there, in whole milliseconds, as times are recorded. */
  static Instant millis(String name, @Nullable Instant time) {
    return Instant.ofEpochMilli(required(name, time, TextForm.TIME).toEpochMilli());
  }

  /** A time to come, at most so far ahead. */
  static Instant ahead(String name, Instant time, Instant now, Duration longest) {
    if (!time.isAfter(now) || time.isAfter(now.plus(longest))) {
      throw ApiException.parameter(
          name, "a time to come, at most " + longest.toDays() + " days ahead");
    }
    return time;
  }

  /** A whole number from {@code min} to {@code max}. */
  static long number(String name, @Nullable Long number, long min, long max) {
    if (number == null || number < min || number > max) {
      throw ApiException.parameter(name, "a whole number from " + min + " to " + max);
    }
    return number;
  }

  /** An array of 1 to so many. */
  static <T> List<T> items(String name, @Nullable List<T> items, int most) {
    if (items == null || items.isEmpty() || items.size() > most) {
      throw ApiException.parameter(name, "an array of 1 to " + most);
    }
    return List.copyOf(items);
  }
}
