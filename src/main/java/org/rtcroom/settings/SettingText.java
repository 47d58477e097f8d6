package org.rtcroom.settings;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a setting, and what it means. Every method throws {@link BadSetting} if it means
 * nothing of that kind, or nothing within the bounds, which are allowed themselves.
 */
record SettingText(String name, String text) {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  /** The units of durations, the longest first; written in lower case. */
  private enum Unit {
    D(86_400_000),
    H(3_600_000),
    M(60_000),
    S(1000),
    MS(1);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }

  /**
   * The text itself, if it has a certain form.
   *
   * @param expected says the form in words
   */
  String of(Pattern form, String expected) {
    if (!form.matcher(text).matches()) {
      throw BadSetting.value(name, text, expected);
    }
    return text;
  }

  long number(long min, long max) {
    String expected = "a whole number from " + min + " to " + max;
    long number = Long.parseLong(of(WHOLE_NUMBER, expected));
    if (number < min || number > max) {
      throw BadSetting.value(name, text, expected);
    }
    return number;
  }

  /** Written {@code 500ms}, {@code 20s}, {@code 5m}, {@code 24h}, {@code 7d}. */
  Duration duration(Duration min, Duration max) {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      Unit unit = Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
      Duration duration = Duration.ofMillis(Long.parseLong(matcher.group(1)) * unit.millis);
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    }
    throw BadSetting.value(name, text, "a duration from " + shortest(min) + " to " + shortest(max));
  }

  /** The shortest way to write a duration of whole milliseconds. */
  private static String shortest(Duration duration) {
    long millis = duration.toMillis();
    Unit unit =
        Arrays.stream(Unit.values())
            .filter(one -> millis != 0 && millis % one.millis == 0)
            .findFirst()
            .orElse(Unit.S);
    return millis / unit.millis + written(unit);
  }

  /** A constant, written in lower case with {@code -} for {@code _}. */
  <E extends Enum<E>> E choice(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String all = Arrays.stream(constants).map(SettingText::written).collect(joining(", "));
    return Arrays.stream(constants)
        .filter(constant -> written(constant).equals(text))
        .findAny()
        .orElseThrow(() -> BadSetting.value(name, text, "one of " + all));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether others than the host at that address may read and alter what it is sent. */
  static boolean readOnTheWay(URI address) {
    return !"https".equals(address.getScheme()) && !ThisMachine.is(address.getHost());
  }

  /** An {@code http} or {@code https} address without user, query and fragment. */
  URI url() {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare =
          uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
      if (web && bare && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // as bad as another scheme
    }
    String expected = "http:// or https:// and a host, without user, query and fragment";
    throw text.contains("@") || text.contains("?") // may hold a password
        ? BadSetting.secret(name, expected)
        : BadSetting.value(name, text, expected);
  }
}
