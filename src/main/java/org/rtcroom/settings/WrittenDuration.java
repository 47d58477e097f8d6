package org.rtcroom.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations written {@code 500ms}, {@code 20s}, {@code 5m}, {@code 24h}, {@code 7d}. */
final class WrittenDuration {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private WrittenDuration() {}

  static Duration parse(String name, String text, Duration min, Duration max) {
    Matcher matcher = FORM.matcher(text);
    String expected = "a duration from " + write(min) + " to " + write(max);
    if (!matcher.matches()) {
      throw BadSetting.value(name, text, expected);
    }
    ChronoUnit unit = UNITS.getOrDefault(matcher.group(2), ChronoUnit.SECONDS);
    Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit);
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      throw BadSetting.value(name, text, expected);
    }
    return duration;
  }

  /** The shortest way to write a duration of whole milliseconds. */
  static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0 || seconds == 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
  }
}
