package org.rtcroom.history;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.persistence.sessions.Session;
import org.rtcroom.database.Conditions;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.kernel.SessionId;

/**
 * Finds sessions by what their heads and personal parts say, newest first: session ids begin with
 * the time they were made, and every index ends with the id, so that a search reads no more rows
 * than it needs, whether what it looks for is rare or everywhere.
 */
final class SessionSearch {

  /** How much later than its id a session's opening may be: its group is created meanwhile. */
  private static final Duration OPENING = Duration.ofMinutes(1);

  private SessionSearch() {}

  /** What lines are found by, the rarest first. */
  private enum SearchKey {
    BY_CASE("SessionCase", "caseId", SessionFilter::caseId),
    BY_USER("SessionPerson", "userId", SessionFilter::userId),
    BY_ADDRESS("SessionPerson", "address", SessionFilter::address);

    private final String rows;
    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<SessionFilter, Optional<String>> wanted;

    SearchKey(String rows, String field, Function<SessionFilter, Optional<String>> wanted) {
      this.rows = rows;
      this.field = field;
      this.wanted = wanted;
    }

    /** The first of what is asked for. */
    static Optional<SearchKey> first(SessionFilter filter) {
      return Stream.of(values()).filter(by -> by.wanted.apply(filter).isPresent()).findFirst();
    }

    private String exists() {
      return "exists (select x.seq from "
          + rows
          + " x where x.chain = h.sessionId and x."
          + field
          + " = :"
          + field
          + ")";
    }
  }

  static List<SessionHead> find(EntityManager entities, SessionFilter filter, int limit) {
    planAnew(entities);
    Optional<SearchKey> first = SearchKey.first(filter);
    return first.isPresent()
        ? heads(entities, ids(entities, filter, first.get(), limit))
        : conditions(filter, "h.sessionId")
            .query(
                entities,
                "select h from SessionHead h",
                "order by h.sessionId desc",
                SessionHead.class)
            .setMaxResults(limit)
            .getResultList();
  }

  /**
   * PostgreSQL, which keeps the plan of a statement that comes often, is to look each time whether
   * what is wanted is rare.
   */
  private static void planAnew(EntityManager entities) {
    if (entities.unwrap(Session.class).getPlatform().isPostgreSQL()) {
      entities.createNativeQuery("set local plan_cache_mode = force_custom_plan").executeUpdate();
    }
  }

  /** From the index of the sessions of one user, address or case, in their order. */
  private static List<String> ids(
      EntityManager entities, SessionFilter filter, SearchKey by, int limit) {
    Conditions conditions =
        conditions(filter, "p.chain")
            .always("h.sessionId = p.chain")
            .when(by.wanted.apply(filter), "p." + by.field + " = :" + by.field, by.field);
    for (SearchKey other : SearchKey.values()) {
      if (other != by) {
        conditions.when(other.wanted.apply(filter), other.exists(), other.field);
      }
    }
    return conditions
        .query(
            entities,
            "select p.chain from " + by.rows + " p, SessionHead h",
            "group by p.chain order by p.chain desc",
            String.class)
        .setMaxResults(limit)
        .getResultList();
  }

  private static List<SessionHead> heads(EntityManager entities, List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : entities
            .createQuery(
                "select h from SessionHead h where h.sessionId in :ids order by h.sessionId desc",
                SessionHead.class)
            .setParameter("ids", ids)
            .getResultList();
  }

  /** What heads must say; times bound the ids, too, because the indexes end with these. */
  private static Conditions conditions(SessionFilter filter, String id) {
    Conditions conditions =
        new Conditions()
            .when(filter.family(), "h.family = :family", "family")
            .when(filter.roomId(), "h.roomId = :roomId", "roomId")
            .when(filter.reason(), "h.reason = :reason", "reason")
            .when(filter.from().map(Instant::toEpochMilli), "h.openedMillis >= :from", "from")
            .when(
                filter.from().map(at -> SessionId.lowest(at.minus(OPENING)).value()),
                id + " >= :first",
                "first")
            .when(filter.to().map(Instant::toEpochMilli), "h.openedMillis < :to", "to")
            .when(filter.to().map(at -> SessionId.lowest(at).value()), id + " < :last", "last")
            .when(
                filter.after().map(SessionFilter.SessionPosition::sessionId),
                id + " < :after",
                "after");
    filter
        .open()
        .ifPresent(
            open ->
                conditions.always(open ? "h.closedMillis is null" : "h.closedMillis is not null"));
    return conditions;
  }
}
