package org.rtcroom.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomType;

/**
 * How a value is written in a path, a query or a body.
 *
 * @param expected what a caller is told who writes it otherwise
 * @param parse empty for a text of another form
 */
record TextForm<T>(Class<T> type, String expected, Function<String, Optional<T>> parse) {

  static final TextForm<Instant> TIME =
      new TextForm<>(
          Instant.class, "an RFC 3339 time such as 2026-01-31T12:00:00.000Z", TextForm::time);

  static final TextForm<UserId> USER =
      new TextForm<>(UserId.class, "letters, digits and _ - . @ :", TextForm::user);

  static final TextForm<RoomType> FAMILY =
      new TextForm<>(RoomType.class, "a family of rooms", RoomType::ofFamily);

  static final TextForm<ApiKey.Role> ROLE =
      new TextForm<>(
          ApiKey.Role.class, "some of INTEGRATOR, OPERATOR, AUDITOR, ADMIN", TextForm::role);

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");

  /**
   * The value that a parameter is written as.
   *
   * @param name the parameter's name, which the error names
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  T read(String name, String text) {
    return parse.apply(text).orElseThrow(() -> ApiException.parameter(name, expected));
  }

  private static Optional<Instant> time(String text) {
    try {
      return RFC_3339.matcher(text).matches()
          ? Optional.of(OffsetDateTime.parse(text).toInstant())
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<UserId> user(String text) {
    try {
      return Optional.of(UserId.of(text));
    } catch (IllegalId e) {
      return Optional.empty();
    }
  }

  private static Optional<ApiKey.Role> role(String text) {
    try {
      return Optional.of(ApiKey.Role.valueOf(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
