package org.rtcroom.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtcroom.http.IpAddress;

/**
 * The query of a request, read parameter by parameter. A parameter that is unknown, empty, given
 * twice or out of its bounds is refused by name: in an audit a filter that is overlooked is worse
 * than an error.
 */
final class QueryParameters {

  /** Items of a page at most. */
  static final int MOST = 500;

  /** Items of a page where the query names no number. */
  private static final int USUAL = 50;

  private static final int LONGEST_WAIT = 60;

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final Pattern LOST_PLUS = Pattern.compile(" ([0-9]{2}:[0-9]{2})$");

  private final Map<String, List<String>> query;

  private QueryParameters(Map<String, List<String>> query) {
    this.query = query;
  }

  /**
   * The query, if it has only these parameters.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER} if not
   */
  static QueryParameters of(Map<String, List<String>> query, Set<String> known) {
    query.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            String list = String.join(", ", known.stream().sorted().toList());
            throw ApiException.parameter(cut(name), "one of the parameters " + list);
          }
          if (values.size() != 1 || values.get(0).isEmpty()) {
            throw ApiException.parameter(name, "one value");
          }
        });
    return new QueryParameters(query);
  }

  static String cut(String name) {
    return name.substring(0, Math.min(40, name.length()));
  }

  /** A text of at most so many characters, as a record can have it. */
  Optional<String> text(String name, int longest) {
    Optional<String> text = query.getOrDefault(name, List.of()).stream().findFirst();
    boolean good =
        text.stream().allMatch(value -> value.length() <= longest && FieldBounds.storable(value));
    if (!good) {
      throw ApiException.parameter(name, "at most " + longest + " characters");
    }
    return text;
  }

  Optional<String> user(String name) {
    return text(name, 64).map(text -> TextForm.USER.read(name, text).value());
  }

  /** An IP address in any spelling, as {@link IpAddress} spells it: so lines have it. */
  Optional<String> address(String name) {
    return text(name, 64).map(text -> TextForm.ADDRESS.read(name, text).text());
  }

  /** One of a few texts. */
  <T> Optional<T> choice(String name, Map<String, T> choices) {
    return text(name, 64)
        .map(
            text -> {
              T chosen = choices.get(text);
              if (chosen == null) {
                String list = String.join(", ", choices.keySet().stream().sorted().toList());
                throw ApiException.parameter(name, "one of " + list);
              }
              return chosen;
            });
  }

  Optional<String> oneOf(String name, Stream<String> choices) {
    return choice(
        name, choices.collect(Collectors.toMap(Function.identity(), Function.identity())));
  }

  /**
   * A time. A + that was not written %2B arrives as a space, which can have been nothing else where
   * the sign of an offset stands.
   */
  Optional<Instant> time(String name) {
    return text(name, 40)
        .map(text -> TextForm.TIME.read(name, LOST_PLUS.matcher(text).replaceFirst("+$1")));
  }

  /** A number of seconds from 0 to 60; 0 where the query names none. */
  int seconds(String name) {
    return number(name, 0, LONGEST_WAIT).orElse(0);
  }

  int limit() {
    return number("limit", 1, MOST).orElse(USUAL);
  }

  private Optional<Integer> number(String name, int min, int max) {
    return text(name, String.valueOf(max).length())
        .map(
            text -> {
              int number = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : min - 1;
              if (number < min || number > max) {
                throw ApiException.parameter(name, "a whole number from " + min + " to " + max);
              }
              return number;
            });
  }
}
