package org.rtcroom.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;

/** The rows of nodes, as far as checkpoints tell of them, within the caller's transaction. */
final class NodeRows {

  private NodeRows() {}

  private static final String COUNTS =
      "select name, starts, sessions, clock_difference, ntp_offset, log_ended, carried from node"
          + " where ";

  /** A row, and whether checkpoints carry the node at present. */
  record NodeRow(NodeCount count, boolean carried) {}

  /**
   * The nodes that checkpoints list at present, those that came back since, and those of the given
   * names.
   */
  static List<NodeRow> listed(Jdbc jdbc, Set<String> names) {
    String sql =
        COUNTS
            + "carried = false union all "
            + COUNTS
            + "carried = true and log_ended = false union all "
            + COUNTS
            + "carried = true and log_ended = true and name = any(?)";
    return jdbc.list(NodeRows::row, sql, List.copyOf(names));
  }

  private static NodeRow row(ResultSet row) throws SQLException {
    NodeCount count =
        new NodeCount(
            row.getString(1),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            HeadRows.optional(row, 5),
            row.getBoolean(6));
    return new NodeRow(count, row.getBoolean(7));
  }

  /** Notes that checkpoints carry nodes from now on, or list them again. */
  static void carry(Jdbc jdbc, Collection<String> names, boolean carried) {
    if (!names.isEmpty()) {
      jdbc.each(
          "update node set carried = ? where name = ?",
          List.copyOf(names),
          name -> new Object[] {carried, name});
    }
  }

  static void addSessions(Jdbc jdbc, String node, long sessions) {
    requireRow(jdbc, node);
    jdbc.update("update node set sessions = sessions + ? where name = ?", sessions, node);
  }

  /**
   * That the node lives. An unknown offset is written as unknown: the last known one may be wrong
   * by now.
   */
  static void noteClock(Jdbc jdbc, String node, long difference, Optional<Long> ntpOffset) {
    requireRow(jdbc, node);
    jdbc.update(
        "update node set clock_difference = ?, ntp_offset = "
            + ntpOffset.map(String::valueOf).orElse("null")
            + ", log_ended = false, heard_millis = "
            + Dialect.NOW
            + " where name = ?",
        difference,
        node);
  }

  /** Counts go on from where they were once published, never from less. */
  static void raise(Jdbc jdbc, String node, long starts, long sessions) {
    requireRow(jdbc, node);
    jdbc.update(
        "update node set starts = greatest(starts, ?), sessions = greatest(sessions, ?)"
            + " where name = ?",
        starts,
        sessions,
        node);
  }

  /** As one that a checkpoint lists as living: it ends when it is not heard of for long. */
  static void revive(Jdbc jdbc, String node) {
    jdbc.update("update node set log_ended = false where name = ?", node);
  }

  private static void requireRow(Jdbc jdbc, String node) {
    if (!jdbc.any("select 1 from node where name = ?", node)) {
      jdbc.update(
          "insert into node (name, starts, sessions, clock_difference, heard_millis)"
              + " values (?, 0, 0, 0, "
              + Dialect.NOW
              + ")",
          node);
    }
  }
}
