package org.rtcroom.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the next page of a list begins, as text that means nothing to callers. A cursor of one list
 * is no cursor of another. Each list has a constant, with the number of parts that a place in it
 * has.
 */
enum Cursor {
  SESSIONS(2),
  LINES(1),
  ACCESS(3),
  KEYS(2),
  BANS(2),
  DELIVERIES(1),
  CHECKPOINTS(1);

  /** The parameter that carries a cursor. */
  static final String PARAMETER = "cursor";

  private final int parts;

  Cursor(int parts) {
    this.parts = parts;
  }

  /** The parts of a place in a list. */
  record CursorPlace(List<String> parts) {

    String text(int part) {
      return parts.get(part);
    }

    /** A whole number from 0 on. */
    long number(int part) {
      long number = Long.parseLong(text(part));
      if (number < 0) {
        throw new IllegalArgumentException("below 0");
      }
      return number;
    }

    Instant time(int part) {
      return Instant.ofEpochMilli(number(part));
    }
  }

  /** Writes a place; times in milliseconds since 1970. */
  String write(Object... place) {
    String text = list() + Stream.of(place).map(part -> "/" + part).collect(Collectors.joining());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the place that the query names, if it names one.
   *
   * @param place may throw an {@link IllegalArgumentException} for parts that are none of the list
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER} if it is not a cursor of this list
   */
  <T> Optional<T> read(QueryParameters parameters, Function<CursorPlace, T> place) {
    return parameters
        .text(PARAMETER, 200)
        .map(
            text -> {
              try {
                return place.apply(place(text));
              } catch (IllegalArgumentException | DateTimeException e) {
                throw ApiException.parameter(PARAMETER, "the next of an earlier page of this list");
              }
            });
  }

  private CursorPlace place(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    List<String> all = List.of(new String(bytes, StandardCharsets.UTF_8).split("/", -1));
    if (all.size() != parts + 1 || !all.get(0).equals(list())) {
      throw new IllegalArgumentException("of another list");
    }
    return new CursorPlace(all.subList(1, all.size()));
  }

  private String list() {
    return name().toLowerCase(Locale.ROOT);
  }
}
