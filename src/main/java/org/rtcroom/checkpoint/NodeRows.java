package org.rtcroom.checkpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Jdbc;

/** The rows of nodes, as far as checkpoints tell of them, within the caller's transaction. */
final class NodeRows {

  private NodeRows() {}

  /** In ascending order of their names. */
  static List<NodeCount> all(Jdbc jdbc) {
    List<NodeCount> nodes =
        jdbc.list(
            row ->
                new NodeCount(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    HeadRows.optional(row, 5)),
            "select name, starts, sessions, clock_difference, ntp_offset from node");
    return nodes.stream().sorted(Comparator.comparing(NodeCount::node)).toList();
  }

  static void addSessions(Jdbc jdbc, String node, long sessions) {
    requireRow(jdbc, node);
    jdbc.update("update node set sessions = sessions + ? where name = ?", sessions, node);
  }

  /** An unknown offset is written as unknown: the last known one may be wrong by now. */
  static void noteClock(Jdbc jdbc, String node, long difference, Optional<Long> ntpOffset) {
    requireRow(jdbc, node);
    jdbc.update(
        "update node set clock_difference = ?, ntp_offset = "
            + ntpOffset.map(String::valueOf).orElse("null")
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

  private static void requireRow(Jdbc jdbc, String node) {
    if (!jdbc.any("select 1 from node where name = ?", node)) {
      jdbc.update(
          "insert into node (name, starts, sessions, clock_difference) values (?, 0, 0, 0)", node);
    }
  }
}
