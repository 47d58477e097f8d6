package org.rtcroom.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rtcroom.history.SessionFilter;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomType;

/** Which sessions a request asks for. */
record SessionQuery(SessionFilter filter, int limit) {

  private static final String CASE = "case";

  private static final Set<String> FILTERS =
      Set.of("family", "roomID", "userID", "ip", CASE, "reason", "from", "to", "state");

  private static final Set<String> PAGES = Set.of("cursor", "limit");

  private static final Map<String, String> FAMILIES =
      Arrays.stream(RoomType.values())
          .map(RoomType::family)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

  /**
   * Reads and checks.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SessionQuery of(Map<String, List<String>> query) {
    return of(QueryParameters.of(query, both(FILTERS, PAGES)));
  }

  /**
   * Reads and checks a query for all sessions at once, which has no pages.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SessionQuery ofWhole(Map<String, List<String>> query) {
    return of(QueryParameters.of(query, FILTERS));
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static SessionQuery of(QueryParameters asked) {
    Optional<Instant> from = asked.time("from");
    Optional<Instant> to = asked.time("to");
    SessionFilter filter =
        new SessionFilter(
            asked.choice("family", FAMILIES),
            asked.text("roomID", 64),
            asked.user("userID"),
            asked.text("ip", 64),
            asked.text(CASE, 128),
            asked.constant("reason", Reason.values()),
            from,
            to,
            asked.choice("state", Map.of("open", true, "closed", false)),
            Cursor.session(asked));
    return new SessionQuery(filter, asked.limit());
  }

  /** Whether it asks who or where from, which not everybody may. */
  boolean personal() {
    return filter.userId().isPresent()
        || filter.address().isPresent()
        || filter.caseId().isPresent();
  }

  /** What the access log keeps of it. */
  Map<String, String> about() {
    return new Noted()
        .put("family", filter.family())
        .put("roomID", filter.roomId())
        .put("reason", filter.reason())
        .put("from", filter.from().map(Values::time))
        .put("to", filter.to().map(Values::time))
        .put("state", filter.open().map(open -> open ? "open" : "closed"))
        .all();
  }

  /** What the access log keeps of it and may have to forget. */
  Map<String, String> whom() {
    return new Noted()
        .put("user", filter.userId())
        .put("address", filter.address())
        .put(CASE, filter.caseId())
        .all();
  }
}
