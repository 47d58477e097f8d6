package org.rtcroom.checkpoint;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.RecordedJson;

/**
 * The heads that moved since they were last covered. Reads them without a lock; works within the
 * caller's transaction.
 */
final class HeadRows {

  private static final String SESSIONS =
      "select h.session_id, l.at_millis, h.opened_millis, h.family, h.closed_millis,"
          + " h.retention_class, h.base_millis, h.last_seq, h.last_hash,"
          + " (select count(*) from checkpoint_leaf c where c.chain = h.session_id), l.details,"
          + " h.until_millis, h.held"
          + " from session_head h left join session_line l on l.chain = h.session_id and l.seq = 0"
          + " where h.uncovered = true order by h.session_id limit ";

  private static final String ACCESS_LOGS =
      "select h.chain, h.started_millis, h.node, h.last_seq, h.last_hash, h.covered_seq"
          + " from access_head h where h.uncovered = true order by h.chain limit ";

  private HeadRows() {}

  /** In ascending order of their chains. */
  static List<MovedHead> moved(EntityManager entities, int limit) {
    Stream<MovedHead> sessions = rows(entities, SESSIONS + limit).map(HeadRows::session);
    Stream<MovedHead> accessLogs = rows(entities, ACCESS_LOGS + limit).map(HeadRows::accessLog);
    return Stream.concat(sessions, accessLogs)
        .sorted((one, other) -> one.chain().compareTo(other.chain()))
        .limit(limit)
        .toList();
  }

  static boolean anyMoved(EntityManager entities) {
    return any(entities, "select 1 from session_head where uncovered = true limit 1")
        || any(entities, "select 1 from access_head where uncovered = true limit 1");
  }

  static long countMoved(EntityManager entities) {
    Object sum =
        entities
            .createNativeQuery(
                "select (select count(*) from session_head where uncovered = true)"
                    + " + (select count(*) from access_head where uncovered = true)")
            .getSingleResult();
    return number(sum);
  }

  static boolean anyClosed(EntityManager entities) {
    return any(
        entities,
        "select 1 from session_head where uncovered = true and closed_millis is not null limit 1");
  }

  /** Notes up to which line a chain is covered; a chain that went on since stays to be covered. */
  static void cover(EntityManager entities, MovedHead head) {
    String update =
        head.session().isPresent()
            ? "update session_head set covered_seq = ?1 where session_id = ?2"
            : "update access_head set covered_seq = ?1 where chain = ?2";
    entities
        .createNativeQuery(update + " and covered_seq < ?3")
        .setParameter(1, head.lastSeq())
        .setParameter(2, head.chain())
        .setParameter(3, head.lastSeq())
        .executeUpdate();
  }

  private static MovedHead session(Object[] row) {
    MovedHead.OfSession own =
        new MovedHead.OfSession(
            (String) row[3],
            optional(row[4]),
            (String) row[5],
            optional(row[6]),
            optional(row[11]),
            (Boolean) row[12]);
    return new MovedHead(
        (String) row[0],
        optional(row[1]).orElseGet(() -> number(row[2])),
        Optional.of(own),
        node((byte @Nullable []) row[10]),
        number(row[7]),
        (byte[]) row[8],
        number(row[9]) == 0);
  }

  private static MovedHead accessLog(Object[] row) {
    return new MovedHead(
        (String) row[0],
        number(row[1]),
        Optional.empty(),
        (String) row[2],
        number(row[3]),
        (byte[]) row[4],
        number(row[5]) < 0);
  }

  private static String node(byte @Nullable [] details) {
    return Optional.ofNullable(details)
        .flatMap(RecordedJson::find)
        .map((JsonObject line) -> line.get("node"))
        .map(value -> value instanceof JsonString text ? text.getString() : "")
        .orElse("");
  }

  private static boolean any(EntityManager entities, String sql) {
    return !entities.createNativeQuery(sql).getResultList().isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Stream<Object[]> rows(EntityManager entities, String sql) {
    return ((List<Object[]>) entities.createNativeQuery(sql).getResultList()).stream();
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static Optional<Long> optional(@Nullable Object value) {
    return Optional.ofNullable(value).map(HeadRows::number);
  }
}
