package org.rtcroom.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rtcroom.accesslog.AccessFilter;
import org.rtcroom.apikey.KeyRegistry;
import org.rtcroom.history.SessionFilter;
import org.rtcroom.room.Bans;

/**
 * Where the next page of a list begins, as text that means nothing to callers. A cursor of one list
 * is no cursor of another.
 */
final class Cursor {

  /** The parameter it comes in. */
  static final String PARAMETER = "cursor";

  private static final String SESSIONS = "sessions";
  private static final String LINES = "lines";
  private static final String ACCESS = "access";
  private static final String KEYS = "keys";
  private static final String BANS = "bans";
  private static final String DELIVERIES = "deliveries";
  private static final Pattern DELIVERY = Pattern.compile("[0-9a-f-]{36}:(NOTICE|DESTROY_GROUP)");
  private static final String CHECKPOINTS = "checkpoints";

  private Cursor() {}

  static String of(SessionFilter.SessionPosition place) {
    return write(SESSIONS, "" + place.opened().toEpochMilli(), place.sessionId());
  }

  static String of(AccessFilter.AccessPlace place) {
    return write(ACCESS, "" + place.at().toEpochMilli(), place.chain(), "" + place.seq());
  }

  static String of(KeyRegistry.Place place) {
    return write(KEYS, "" + place.created().toEpochMilli(), place.id());
  }

  static String of(Bans.BanPlace place) {
    return write(BANS, "" + place.until().toEpochMilli(), place.id());
  }

  /** Of the lines of one session. */
  static String ofLine(long seq) {
    return write(LINES, "" + seq);
  }

  /** Of the checkpoints before one. */
  static String ofCheckpoint(long number) {
    return write(CHECKPOINTS, "" + number);
  }

  static Optional<SessionFilter.SessionPosition> session(QueryParameters parameters) {
    return read(parameters, SESSIONS, 3)
        .map(parts -> new SessionFilter.SessionPosition(instant(parts.get(1)), parts.get(2)));
  }

  static Optional<AccessFilter.AccessPlace> access(QueryParameters parameters) {
    return read(parameters, ACCESS, 4)
        .map(
            parts ->
                new AccessFilter.AccessPlace(
                    instant(parts.get(1)), parts.get(2), number(parts.get(3))));
  }

  static Optional<KeyRegistry.Place> key(QueryParameters parameters) {
    return read(parameters, KEYS, 3)
        .map(parts -> new KeyRegistry.Place(instant(parts.get(1)), parts.get(2)));
  }

  static Optional<Bans.BanPlace> ban(QueryParameters parameters) {
    return read(parameters, BANS, 3)
        .map(parts -> new Bans.BanPlace(instant(parts.get(1)), parts.get(2)));
  }

  /** Of the list of deliveries, which has cursors of its own. */
  static String ofDelivery(String place) {
    return write(DELIVERIES, place);
  }

  static Optional<String> delivery(QueryParameters parameters) {
    return read(parameters, DELIVERIES, 2)
        .map(
            parts -> {
              if (!DELIVERY.matcher(parts.get(1)).matches()) {
                throw unknown();
              }
              return parts.get(1);
            });
  }

  static Optional<Long> line(QueryParameters parameters) {
    return read(parameters, LINES, 2).map(parts -> number(parts.get(1)));
  }

  static Optional<Long> checkpoint(QueryParameters parameters) {
    return read(parameters, CHECKPOINTS, 2).map(parts -> number(parts.get(1)));
  }

  private static String write(String... parts) {
    byte[] bytes = String.join("/", parts).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<List<String>> read(QueryParameters parameters, String list, int size) {
    return parameters
        .text(PARAMETER, 200)
        .map(
            text -> {
              List<String> parts = parts(text);
              if (parts.size() != size || !parts.get(0).equals(list)) {
                throw unknown();
              }
              return parts;
            });
  }

  private static List<String> parts(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return List.of(new String(bytes, StandardCharsets.UTF_8).split("/", -1));
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.ofEpochMilli(number(text));
    } catch (DateTimeException e) {
      throw unknown();
    }
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number < 0) {
        throw unknown();
      }
      return number;
    } catch (NumberFormatException e) {
      throw unknown();
    }
  }

  private static ApiException unknown() {
    return ApiException.parameter(PARAMETER, "the next of an earlier page of this list");
  }
}
