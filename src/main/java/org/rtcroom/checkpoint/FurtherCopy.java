package org.rtcroom.checkpoint;

import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.NodeInstance;

/**
 * What other nodes have in their files outside. Where each node has a file of its own, a database
 * that lost its last checkpoint may be behind one of them and agree with all others.
 */
final class FurtherCopy {

  private FurtherCopy() {}

  /**
   * What the operator is told where the database lacks a checkpoint that another node has a copy
   * of; empty if it lacks none. Works within the caller's transaction.
   */
  static Optional<String> obstacle(Jdbc jdbc, NodeInstance instance) {
    long last = CheckpointRows.lastNumber(jdbc);
    return instance.copiedElsewhere(jdbc, last).map(node -> text(node, last));
  }

  private static String text(String node, long last) {
    return "the database ends at checkpoint "
        + last
        + ", and the file outside of node '"
        + node
        + "' goes further: start that node first. If its file is gone, too, make the database"
        + " forget it: delete from node_instance where name = '"
        + node
        + "'";
  }
}
