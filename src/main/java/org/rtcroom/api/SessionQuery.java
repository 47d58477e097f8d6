package org.rtcroom.api;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.history.SessionFilter;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomType;

/** Which sessions a request asks for. */
record SessionQuery(SessionFilter filter, int limit) implements ReadQuery {

  private static final String CASE = "case";

  private static final List<String> FILTERS =
      List.of(
          "family",
          "roomID",
          "userID",
          "ip",
          CASE,
          "reason",
          "from",
          "to",
          SelectionQuery.ACTIVE_FROM,
          SelectionQuery.ACTIVE_TO,
          "state");

  /**
   * Reads and checks.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}; {@link ApiProblem#FORBIDDEN} if the key
   *     may not ask for people or cases
   */
  static SessionQuery of(ApiRequest request) {
    SessionQuery query = of(request.query());
    if (query.asksForPeople() && !mayKnowPeople(request.key())) {
      throw new ApiException(ApiProblem.FORBIDDEN, "the API key may not ask for people or cases");
    }
    return query;
  }

  /** Operators do not learn the users of a session. */
  static boolean mayKnowPeople(ApiKey key) {
    return key.hasOneOf(Set.of(ApiKey.Role.AUDITOR, ApiKey.Role.INTEGRATOR));
  }

  static SessionQuery of(Map<String, List<String>> query) {
    Set<String> known = new HashSet<>(FILTERS);
    known.addAll(List.of(Cursor.PARAMETER, "limit"));
    return of(QueryParameters.of(query, known));
  }

  /**
   * Reads and checks a query for all sessions at once, which has no pages.
   *
   * @throws ApiException {@link ApiProblem#BAD_PARAMETER}
   */
  static SessionQuery ofWhole(ApiRequest request) {
    return of(QueryParameters.of(request.query(), Set.copyOf(FILTERS)));
  }

  private static SessionQuery of(QueryParameters parameters) {
    SessionFilter filter =
        new SessionFilter(
            parameters.oneOf("family", Stream.of(RoomType.values()).map(RoomType::family)),
            parameters.text("roomID", 64),
            parameters.user("userID"),
            parameters.address("ip"),
            parameters.text(CASE, 128),
            parameters.oneOf("reason", Stream.of(Reason.values()).map(Reason::name)),
            parameters.time("from"),
            parameters.time("to"),
            parameters.time(SelectionQuery.ACTIVE_FROM),
            parameters.time(SelectionQuery.ACTIVE_TO),
            parameters.choice("state", Map.of("open", true, "closed", false)),
            Cursor.SESSIONS.read(
                parameters,
                place -> new SessionFilter.SessionPosition(place.time(0), place.text(1))));
    return new SessionQuery(filter, parameters.limit());
  }

  /** Whether it asks for people or cases, which operators may not. */
  boolean asksForPeople() {
    return filter.userId().isPresent()
        || filter.address().isPresent()
        || filter.caseId().isPresent();
  }

  @Override
  public Map<String, String> details() {
    return new NoteFields()
        .put("family", filter.family())
        .put("reason", filter.reason())
        .putTime("from", filter.from())
        .putTime("to", filter.to())
        .putTime(SelectionQuery.ACTIVE_FROM, filter.activeFrom())
        .putTime(SelectionQuery.ACTIVE_TO, filter.activeTo())
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

  @Override
  public Optional<String> room() {
    return filter.roomId();
  }

  /** One session, whole. */
  record WholeSession(SessionId sessionId) implements ReadQuery {

    static WholeSession of(ApiRequest request) {
      request.parameters();
      return new WholeSession(request.sessionId());
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
  record LinesQuery(SessionId sessionId, long from, int limit) implements ReadQuery {

    static LinesQuery of(ApiRequest request) {
      QueryParameters parameters = request.parameters("cursor", "limit");
      long from = Cursor.LINES.read(parameters, place -> place.number(0)).orElse(0L);
      return new LinesQuery(request.sessionId(), from, parameters.limit());
    }

    @Override
    public Map<String, String> details() {
      return Map.of("sessionId", sessionId.value(), "from", "" + from);
    }
  }

  /** The room of one session at a moment. */
  record StateQuery(SessionId sessionId, Instant moment) implements ReadQuery {

    static StateQuery of(ApiRequest request) {
      Instant moment =
          request
              .parameters("time")
              .time("time")
              .orElseThrow(() -> ApiException.parameter("time", "a time"));
      return new StateQuery(request.sessionId(), moment);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("sessionId", sessionId.value(), "time", AnswerJson.time(moment));
    }
  }
}
