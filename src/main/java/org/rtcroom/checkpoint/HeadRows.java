package org.rtcroom.checkpoint;

import jakarta.json.JsonString;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.database.Jdbc;

/**
 * The heads that moved since they were last covered. Reads them without a lock; works within the
 * caller's transaction.
 */
final class HeadRows {

  private static final String SESSIONS =
      "select h.session_id, l.at_millis, h.opened_millis, h.family, h.closed_millis,"
          + " h.retention_class, h.base_millis, h.last_seq, h.last_hash,"
          + " (select count(*) from checkpoint_leaf c where c.chain = h.session_id), l.details,"
          + " h.until_millis, h.held, h.shortened"
          + " from session_head h left join session_line l on l.chain = h.session_id and l.seq = 0"
          + " where h.uncovered = true order by h.session_id limit ";

  private static final String ACCESS_LOGS =
      "select h.chain, h.started_millis, h.node, h.last_seq, h.last_hash, h.covered_seq"
          + " from access_head h where h.uncovered = true order by h.chain limit ";

  private HeadRows() {}

  /** In ascending order of their chains. */
  static List<MovedHead> moved(Jdbc jdbc, int limit) {
    List<MovedHead> sessions = jdbc.list(HeadRows::session, SESSIONS + limit);
    List<MovedHead> accessLogs = jdbc.list(HeadRows::accessLog, ACCESS_LOGS + limit);
    return Stream.concat(sessions.stream(), accessLogs.stream())
        .sorted(Comparator.comparing(MovedHead::chain))
        .limit(limit)
        .toList();
  }

  static boolean anyMoved(Jdbc jdbc) {
    return jdbc.any("select 1 from session_head where uncovered = true limit 1")
        || jdbc.any("select 1 from access_head where uncovered = true limit 1");
  }

  static long countMoved(Jdbc jdbc) {
    String sum =
        "select (select count(*) from session_head where uncovered = true)"
            + " + (select count(*) from access_head where uncovered = true)";
    return jdbc.first(row -> row.getLong(1), sum).orElseThrow();
  }

  static boolean anyClosed(Jdbc jdbc) {
    return jdbc.any(
        "select 1 from session_head where uncovered = true and closed_millis is not null limit 1");
  }

  /** Notes up to which line a chain is covered; a chain that went on since stays to be covered. */
  static void cover(Jdbc jdbc, MovedHead head) {
    String update =
        head.session().isPresent()
            ? "update session_head set covered_seq = ? where session_id = ?"
            : "update access_head set covered_seq = ? where chain = ?";
    jdbc.update(update + " and covered_seq < ?", head.lastSeq(), head.chain(), head.lastSeq());
  }

  private static MovedHead session(ResultSet row) throws SQLException {
    MovedHead.OfSession own =
        new MovedHead.OfSession(
            row.getString(4),
            optional(row, 5),
            row.getString(6),
            optional(row, 7),
            optional(row, 12),
            row.getBoolean(13),
            row.getBoolean(14));
    return new MovedHead(
        row.getString(1),
        optional(row, 2).orElse(row.getLong(3)),
        Optional.of(own),
        node(row.getBytes(11)),
        row.getLong(8),
        row.getBytes(9),
        row.getLong(10) == 0);
  }

  private static MovedHead accessLog(ResultSet row) throws SQLException {
    return new MovedHead(
        row.getString(1),
        row.getLong(2),
        Optional.empty(),
        row.getString(3),
        row.getLong(4),
        row.getBytes(5),
        row.getLong(6) < 0);
  }

  /** The node that line 0 names; the line is missing where an intruder removed it. */
  private static String node(byte @Nullable [] details) {
    return Optional.ofNullable(details)
        .flatMap(RecordedJson::find)
        .map(line -> line.get("node"))
        .map(value -> value instanceof JsonString text ? text.getString() : "")
        .orElse("");
  }

  /** The number in a column; empty for null. */
  static Optional<Long> optional(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
