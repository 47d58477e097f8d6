package org.rtcroom.history;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.persistence.sessions.Session;
import org.rtcroom.database.Conditions;
import org.rtcroom.journal.SessionHead;
import org.rtcroom.kernel.PrivateUseLetters;
import org.rtcroom.kernel.SessionId;

/**
 * Finds sessions by what their heads and personal parts say, newest first: session ids begin with
 * the time they were made, and every index ends with the id, so that a search reads no more rows
 * than it needs, whether what it looks for is rare or everywhere.
 */
final class SessionSearch {

  /** How much later than its id a session's opening may be: its group is created meanwhile. */
  private static final Duration OPENING = Duration.ofMinutes(1);

  /** Sessions that went on at a moment, of which other things are asked at once. */
  private static final int AT_ONCE = 500;

  private SessionSearch() {}

  /** What lines are found by, in any of its spellings, the rarest first. */
  private enum SearchKey {
    BY_CASE("SessionCase", "caseId", filter -> filter.caseId().map(PrivateUseLetters::spellings)),
    BY_USER("SessionPerson", "userId", filter -> filter.userId().map(Set::of)),
    BY_ADDRESS("SessionPerson", "address", filter -> filter.address().map(Set::of));

    private final String rows;
    private final String field;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<SessionFilter, Optional<Set<String>>> wanted;

    SearchKey(String rows, String field, Function<SessionFilter, Optional<Set<String>>> wanted) {
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
          + " in :"
          + field
          + ")";
    }
  }

  static List<SessionHead> find(EntityManager entities, SessionFilter filter, int limit) {
    planAnew(entities);
    List<SessionHead> found = new ArrayList<>(page(entities, filter, Optional.empty(), limit));
    filter.activeFrom().ifPresent(from -> addEarlier(entities, filter, from, limit, found));
    return found;
  }

  /**
   * Completes a page of sessions that began since a moment by those that began before it and had
   * not ended: these are few, so that whatever else is asked for is asked of them.
   */
  private static void addEarlier(
      EntityManager entities,
      SessionFilter filter,
      Instant moment,
      int limit,
      List<SessionHead> found) {
    String earliest = filter.from().map(SessionSearch::lowest).orElse("");
    Lasting lasting = new Lasting(entities, moment, earliest);
    String last = SessionId.lowest(moment).value();
    if (filter.after().isPresent() && filter.after().get().sessionId().compareTo(last) < 0) {
      last = filter.after().get().sessionId();
    }
    boolean more = true;
    while (more && found.size() < limit) {
      List<String> ids = lasting.below(last, AT_ONCE);
      if (!ids.isEmpty()) {
        found.addAll(page(entities, filter, Optional.of(ids), limit - found.size()));
        last = ids.get(ids.size() - 1);
      }
      more = ids.size() == AT_ONCE;
    }
  }

  /**
   * Sessions downwards.
   *
   * @param among these; if empty, among those that began since the moment of {@code activeFrom}
   */
  private static List<SessionHead> page(
      EntityManager entities, SessionFilter filter, Optional<List<String>> among, int limit) {
    Optional<SearchKey> first = SearchKey.first(filter);
    return first.isPresent()
        ? heads(entities, ids(entities, filter, among, first.get(), limit))
        : conditions(filter, among, "h.sessionId")
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
      EntityManager entities,
      SessionFilter filter,
      Optional<List<String>> among,
      SearchKey by,
      int limit) {
    Conditions conditions =
        conditions(filter, among, "p.chain")
            .always("h.sessionId = p.chain")
            .when(by.wanted.apply(filter), "p." + by.field + " in :" + by.field, by.field);
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

  /** A bound: what opened at that time or later has no lower id. */
  static String lowest(Instant opened) {
    return SessionId.lowest(opened.minus(OPENING)).value();
  }

  /**
   * What heads must say; times bound the ids, too, because the indexes end with these. The end of
   * an active time is compared as a sum, for which H2 has no index: else it would take that of
   * openings, read all of before, and sort.
   */
  private static Conditions conditions(
      SessionFilter filter, Optional<List<String>> among, String id) {
    Optional<String> since =
        filter.activeFrom().filter(at -> among.isEmpty()).map(at -> SessionId.lowest(at).value());
    Conditions conditions =
        new Conditions()
            .when(among, id + " in :among", "among")
            .when(since, id + " >= :since", "since")
            .when(
                filter.activeFrom().map(Instant::toEpochMilli),
                "(h.closedMillis is null or h.closedMillis >= :activeFrom)",
                "activeFrom")
            .when(
                filter.activeTo().map(Instant::toEpochMilli),
                "h.openedMillis + 0 < :activeTo",
                "activeTo")
            .when(
                filter.activeTo().map(at -> SessionId.lowest(at).value()),
                id + " < :until",
                "until")
            .when(filter.family(), "h.family = :family", "family")
            .when(filter.roomId(), "h.roomId = :roomId", "roomId")
            .when(filter.reason(), "h.reason = :reason", "reason")
            .when(filter.from().map(Instant::toEpochMilli), "h.openedMillis >= :from", "from")
            .when(filter.from().map(SessionSearch::lowest), id + " >= :first", "first")
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
