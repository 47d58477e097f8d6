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
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.history.SessionFilter;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomType;

/** Which sessions a request asks for. */
record SessionQuery(SessionFilter filter, int limit) implements ReadQuery {

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
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}; {@link ApiProblem#FORBIDDEN} if the key
   *     may not ask for people or cases
   */
  static SessionQuery of(ReadRequest request) {
    SessionQuery query = of(request.query());
    if (query.asksForPeople() && !mayKnowPeople(request.key())) {
      throw new ApiException(ApiProblem.FORBIDDEN, "the API key may not ask for people or cases");
    }
    return query;
  }

  /** Operators do not learn who was in a session. */
  static boolean mayKnowPeople(ApiKey key) {
    return key.hasOneOf(Set.of(ApiKey.Role.AUDITOR, ApiKey.Role.INTEGRATOR));
  }

  static SessionQuery of(Map<String, List<String>> query) {
    return of(QueryParameters.of(query, both(FILTERS, PAGES)));
  }

  /**
   * Reads and checks a query for all sessions at once, which has no pages.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SessionQuery ofWhole(ReadRequest request) {
    return of(QueryParameters.of(request.query(), FILTERS));
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static SessionQuery of(QueryParameters parameters) {
    Optional<Instant> from = parameters.time("from");
    Optional<Instant> to = parameters.time("to");
    SessionFilter filter =
        new SessionFilter(
            parameters.choice("family", FAMILIES),
            parameters.text("roomID", 64),
            parameters.user("userID"),
            parameters.text("ip", 64),
            parameters.text(CASE, 128),
            parameters.constant("reason", Reason.values()),
            from,
            to,
            parameters.choice("state", Map.of("open", true, "closed", false)),
            Cursor.session(parameters));
    return new SessionQuery(filter, parameters.limit());
  }

  /** Whether it asks who or where from, which not everybody may. */
  boolean asksForPeople() {
    return filter.userId().isPresent()
        || filter.address().isPresent()
        || filter.caseId().isPresent();
  }

  @Override
  public Map<String, String> details() {
    return new NoteFields()
        .put("family", filter.family())
        .put("roomID", filter.roomId())
        .put("reason", filter.reason())
        .put("from", filter.from().map(AnswerJson::time))
        .put("to", filter.to().map(AnswerJson::time))
        .put("state", filter.open().map(open -> open ? "open" : "closed"))
        .all();
  }

  @Override
  public Map<String, String> personal() {
    return new NoteFields()
        .put("user", filter.userId())
        .put("address", filter.address())
        .put(CASE, filter.caseId())
        .all();
  }

  /** One session, whole. */
  record One(SessionId sessionId) implements ReadQuery {

    static One of(ReadRequest request) {
      request.parameters();
      return new One(request.sessionId());
    }

    @Override
    public Map<String, String> details() {
      return Map.of("sessionId", sessionId.value());
    }
  }

  /**
   * Lines of one session.
   *
   * @param from the number of the first
   */
  record Events(SessionId sessionId, long from, int limit) implements ReadQuery {

    static Events of(ReadRequest request) {
      QueryParameters parameters = request.parameters("cursor", "limit");
      long from = Cursor.line(parameters).orElse(0L);
      return new Events(request.sessionId(), from, parameters.limit());
    }

    @Override
    public Map<String, String> details() {
      return Map.of("sessionId", sessionId.value(), "from", "" + from);
    }
  }

  /** The room of one session at a moment. */
  record State(SessionId sessionId, Instant moment) implements ReadQuery {

    static State of(ReadRequest request) {
      Instant moment =
          request
              .parameters("time")
              .time("time")
              .orElseThrow(() -> ApiException.parameter("time", "a time"));
      return new State(request.sessionId(), moment);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("sessionId", sessionId.value(), "time", AnswerJson.time(moment));
    }
  }
}
