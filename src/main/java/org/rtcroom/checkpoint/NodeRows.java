package org.rtcroom.checkpoint;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** What checkpoints say of nodes. Works within the caller's transaction. */
final class NodeRows {

  private NodeRows() {}

  /** In ascending order of their names. */
  static List<NodeCount> all(EntityManager entities) {
    return CheckpointRows.rows(
            entities.createNativeQuery(
                "select name, starts, sessions, clock_difference, ntp_offset from node"))
        .map(
            row ->
                new NodeCount(
                    (String) row[0],
                    CheckpointRows.number(row[1]),
                    CheckpointRows.number(row[2]),
                    CheckpointRows.number(row[3]),
                    Optional.ofNullable(row[4]).map(CheckpointRows::number)))
        .sorted((one, other) -> one.node().compareTo(other.node()))
        .toList();
  }

  static void addSessions(EntityManager entities, String node, long sessions) {
    requireRow(entities, node);
    entities
        .createNativeQuery("update node set sessions = sessions + ?1 where name = ?2")
        .setParameter(1, sessions)
        .setParameter(2, node)
        .executeUpdate();
  }

  /** An unknown offset is written as unknown: the last known one may be wrong by now. */
  static void noteClock(
      EntityManager entities, String node, long difference, Optional<Long> ntpOffset) {
    requireRow(entities, node);
    entities
        .createNativeQuery(
            "update node set clock_difference = ?1, ntp_offset = "
                + ntpOffset.map(String::valueOf).orElse("null")
                + " where name = ?2")
        .setParameter(1, difference)
        .setParameter(2, node)
        .executeUpdate();
  }

  /** Counts go on from where they were once published, never from less. */
  static void raise(EntityManager entities, String node, long starts, long sessions) {
    requireRow(entities, node);
    entities
        .createNativeQuery(
            "update node set starts = greatest(starts, ?1), sessions = greatest(sessions, ?2)"
                + " where name = ?3")
        .setParameter(1, starts)
        .setParameter(2, sessions)
        .setParameter(3, node)
        .executeUpdate();
  }

  private static void requireRow(EntityManager entities, String node) {
    boolean known = all(entities).stream().anyMatch(count -> count.node().equals(node));
    if (!known) {
      entities
          .createNativeQuery(
              "insert into node (name, starts, sessions, clock_difference) values (?1, 0, 0, 0)")
          .setParameter(1, node)
          .executeUpdate();
    }
  }
}
