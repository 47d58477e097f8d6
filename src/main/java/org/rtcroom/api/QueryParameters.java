package org.rtcroom.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.UserId;

/**
 * The query of a request, read parameter by parameter. A parameter that nobody knows, that is
 * empty, given twice or out of its bounds is refused by name: in an audit a filter that is
 * overlooked is worse than an error.
 */
final class QueryParameters {

  /** Items of a page at most, and when nothing is said. */
  static final int MOST = 500;

  static final int USUAL = 50;

  private static final int LONGEST_WAIT = 60;

  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");

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

  private static String cut(String name) {
    return name.substring(0, Math.min(40, name.length()));
  }

  /** A text of at most so many characters, none of them a control character. */
  Optional<String> text(String name, int longest) {
    Optional<String> text = query.getOrDefault(name, List.of()).stream().findFirst();
    boolean good =
        text.stream()
            .allMatch(
                value ->
                    value.length() <= longest && value.chars().noneMatch(Character::isISOControl));
    if (!good) {
      throw ApiException.parameter(name, "at most " + longest + " characters");
    }
    return text;
  }

  Optional<String> user(String name) {
    return text(name, 64)
        .map(
            text -> {
              try {
                return UserId.of(text).value();
              } catch (IllegalId e) {
                throw ApiException.parameter(name, "letters, digits and _ - . @ :");
              }
            });
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

  /** A constant, written as it is called. */
  <E extends Enum<E>> Optional<String> constant(String name, E[] constants) {
    return choice(
        name,
        Arrays.stream(constants)
            .map(Enum::name)
            .collect(Collectors.toMap(Function.identity(), Function.identity())));
  }

  Optional<Instant> time(String name) {
    return text(name, 40).map(text -> time(name, text));
  }

  /**
   * The time a parameter or field is written as.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static Instant time(String name, String text) {
    try {
      if (TIME.matcher(text).matches()) {
        return OffsetDateTime.parse(text).toInstant();
      }
    } catch (DateTimeException e) {
      throw badTime(name);
    }
    throw badTime(name);
  }

  private static ApiException badTime(String name) {
    return ApiException.parameter(name, "an RFC 3339 time such as 2026-01-31T12:00:00.000Z");
  }

  /** A number of seconds from 0 to 60; 0 if nothing is said. */
  long seconds(String name) {
    return text(name, 2)
        .map(
            text -> {
              int seconds =
                  LIMIT.matcher(text).matches() ? Integer.parseInt(text) : LONGEST_WAIT + 1;
              if (seconds > LONGEST_WAIT) {
                throw ApiException.parameter(name, "a whole number from 0 to " + LONGEST_WAIT);
              }
              return seconds;
            })
        .orElse(0);
  }

  int limit() {
    return text("limit", 10).map(QueryParameters::limit).orElse(USUAL);
  }

  private static int limit(String text) {
    int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw ApiException.parameter("limit", "a whole number from 1 to " + MOST);
    }
    return limit;
  }
}
