package org.rtcroom.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.http.IpAddress;
import org.rtcroom.kernel.IllegalId;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomType;

/**
 * How a value is written in a path, a query or a body.
 *
 * @param expected the form, for a caller who writes another
 * @param parser throws one of the exceptions of such parsers for a text of another form
 */
record TextForm<T>(Class<T> type, String expected, Function<String, T> parser) {

  static final TextForm<Instant> TIME =
      new TextForm<>(
          Instant.class,
          "an RFC 3339 time such as 2026-01-31T12:00:00.000Z or 2026-01-31T20:00:00+08:00"
              + " (in a URL, + is written %2B)",
          TextForm::time);

  static final TextForm<UserId> USER =
      new TextForm<>(UserId.class, "letters, digits and _ - . @ :", UserId::of);

  static final TextForm<IpAddress> ADDRESS =
      new TextForm<>(
          IpAddress.class,
          "an IP address",
          text -> IpAddress.parse(text).orElseThrow(IllegalArgumentException::new));

  static final TextForm<RoomType> FAMILY =
      new TextForm<>(
          RoomType.class,
          "a family of rooms",
          text -> RoomType.ofFamily(text).orElseThrow(IllegalArgumentException::new));

  static final TextForm<ApiKey.Role> ROLE =
      new TextForm<>(
          ApiKey.Role.class, "some of INTEGRATOR, OPERATOR, AUDITOR, ADMIN", ApiKey.Role::valueOf);

  static final TextForm<SessionId> SESSION =
      new TextForm<>(SessionId.class, "the id of a session", TextForm::session);

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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
    return parse(text).orElseThrow(() -> ApiException.parameter(name, expected));
  }

  /** The value that a text is; empty for a text of another form. */
  Optional<T> parse(String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException | IllegalId | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static SessionId session(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("no session id");
    }
    return new SessionId(text);
  }

  private static Instant time(String text) {
    if (!RFC_3339.matcher(text).matches()) {
      throw new IllegalArgumentException("no RFC 3339 time");
    }
    return OffsetDateTime.parse(text).toInstant();
  }
}
