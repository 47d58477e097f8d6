package org.rtcroom.history;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rtcroom.database.Jdbc;
import org.rtcroom.history.Reconciliation.ReconciliationItem;
import org.rtcroom.journal.EventKind;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.SessionId;

/** The queries of a reconciliation. Works within the caller's transaction. */
final class ReconciliationRows {

  private ReconciliationRows() {}

  /** That the record of a session tells of a user. */
  record Presence(String sessionId, String userId) {}

  private static final String WENT_ON =
      "opened_millis <= ? and (closed_millis is null or closed_millis >= ?)";

  /**
   * The sessions of one room, 20 at most, that may be meant by one item: many may have gone on in a
   * period, so those that tell of the user come first.
   */
  private static String ofItem(int place, ReconciliationItem item) {
    return "(select "
        + place
        + ", session_id from session_head where room_id in (?, ?) and session_id < ? and "
        + WENT_ON
        + " and (reason is null or reason not in ('GROUP_REFUSED', 'GROUP_FAILED'))"
        + (item.family().isPresent() ? " and family = ?" : "")
        + " order by "
        + (item.userId().isPresent()
            ? "case when exists (select 1 from session_person p where p.chain = session_id"
                + " and p.user_id = ?) then 0 else 1 end, "
            : "")
        + "case when "
        + WENT_ON
        + " then 0 else 1 end, opened_millis desc, session_id limit 20)";
  }

  /**
   * By the place of each item, the sessions that were open then, those without need of tolerance
   * first; of rooms whose opener was erased by their pseudonyms. One query with a part for each
   * item, so that each finds its way by the index. Openings that failed were sessions for no user.
   */
  static Map<Integer, List<String>> sessions(
      EntityManager entities,
      Pseudonyms pseudonyms,
      List<ReconciliationItem> wanted,
      Duration tolerance) {
    List<Object> values = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (ReconciliationItem item : wanted) {
      long opening = item.latestOpening();
      long closing = item.earliestClosing();
      long latest = opening + tolerance.toMillis();
      values.add(item.roomId());
      values.add(pseudonyms.ofRoom(item.roomId()));
      values.add(SessionId.lowest(Instant.ofEpochMilli(latest + 1)).value());
      values.add(latest);
      values.add(closing - tolerance.toMillis());
      item.family().ifPresent(values::add);
      item.userId().ifPresent(values::add);
      values.add(opening);
      values.add(closing);
      parts.add(ofItem(parts.size(), item));
    }
    Map<Integer, List<String>> found = new LinkedHashMap<>();
    Jdbc.of(entities)
        .list(
            row ->
                found
                    .computeIfAbsent(row.getInt(1), none -> new ArrayList<>())
                    .add(row.getString(2)),
            String.join(" union all ", parts),
            values.toArray());
    return found;
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

  /** The sessions from whose records a user was erased: after their end, so after any snapshot. */
  static Set<String> erased(EntityManager entities, Set<String> sessions) {
    return sessions.isEmpty()
        ? Set.of()
        : entities
            .createQuery(
                "select distinct l.chain from SessionLine l, SessionHead h"
                    + " where h.sessionId in :sessions and l.chain = h.sessionId"
                    + " and l.seq > h.snapshotSeq and l.kind = :kind",
                String.class)
            .setParameter("sessions", sessions)
            .setParameter("kind", EventKind.ERASED.name())
            .getResultStream()
            .collect(Collectors.toSet());
  }
}
