package org.rtcroom.history;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rtcroom.journal.EventKind;

/** The queries of a reconciliation. Works within the caller's transaction. */
final class ReconciliationRows {

  /** Sessions of one room that may be meant by one item. */
  private static final int MOST = 20;

  private ReconciliationRows() {}

  /** That the record of a session tells of a user. */
  record Presence(String sessionId, String userId) {}

  /**
   * By the place of each item, the sessions that were open then, those without need of tolerance
   * first. One query with a part for each item, so that each finds its way by the index. Openings
   * that failed were no sessions for anybody.
   */
  @SuppressWarnings("unchecked")
  static Map<Integer, List<String>> sessions(
      EntityManager entities, List<Reconciliation.ReconciliationItem> wanted, Duration tolerance) {
    List<Object> values = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (int item = 0; item < wanted.size(); item++) {
      parts.add(part(item, wanted.get(item), tolerance.toMillis(), values));
    }
    Query query = entities.createNativeQuery(String.join(" union all ", parts));
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    Map<Integer, List<String>> found = new LinkedHashMap<>();
    for (Object[] row : (List<Object[]>) query.getResultList()) {
      int item = ((Number) row[0]).intValue();
      found.computeIfAbsent(item, none -> new ArrayList<>()).add((String) row[1]);
    }
    return found;
  }

  private static String part(
      int item, Reconciliation.ReconciliationItem wanted, long tolerance, List<Object> values) {
    long time = wanted.time().toEpochMilli();
    String sql =
        "(select "
            + item
            + ", session_id from session_head where room_id = "
            + next(values, wanted.roomId())
            + " and opened_millis <= "
            + next(values, time + tolerance)
            + " and (closed_millis is null or closed_millis >= "
            + next(values, time - tolerance)
            + ") and (reason is null or reason not in ('GROUP_REFUSED', 'GROUP_FAILED'))"
            + wanted.family().map(family -> " and family = " + next(values, family)).orElse("");
    return sql
        + " order by case when opened_millis <= "
        + next(values, time)
        + " and (closed_millis is null or closed_millis >= "
        + next(values, time)
        + ") then 0 else 1 end, opened_millis desc, session_id limit "
        + MOST
        + ")";
  }

  private static String next(List<Object> values, Object value) {
    values.add(value);
    return "?" + values.size();
  }

  static Set<Presence> present(EntityManager entities, Set<String> sessions, Set<String> users) {
    if (sessions.isEmpty() || users.isEmpty()) {
      return Set.of();
    }
    return entities
        .createQuery(
            "select distinct p.chain, p.userId from SessionPerson p"
                + " where p.chain in :sessions and p.userId in :users",
            Object[].class)
        .setParameter("sessions", sessions)
        .setParameter("users", users)
        .getResultStream()
        .map(row -> new Presence((String) row[0], (String) row[1]))
        .collect(Collectors.toSet());
  }

  /** The sessions from whose records a user was erased. */
  static Set<String> erased(EntityManager entities, Set<String> sessions) {
    return sessions.isEmpty()
        ? Set.of()
        : entities
            .createQuery(
                "select distinct l.chain from SessionLine l"
                    + " where l.chain in :sessions and l.kind = :kind",
                String.class)
            .setParameter("sessions", sessions)
            .setParameter("kind", EventKind.ERASED.name())
            .getResultStream()
            .collect(Collectors.toSet());
  }
}
