package org.rtcroom.audit.checkpoint;

import java.util.Map;

/**
 * What a checkpoint says of a node.
 *
 * @param starts how often it has started
 * @param sessions how many sessions it has opened, as far as checkpoints cover them
 * @param clockDifference its clock minus the database's, in milliseconds
 */
record NodeCount(String node, long starts, long sessions, long clockDifference) {

  Map<String, Object> json() {
    return Map.of(
        "node", node,
        "starts", starts,
        "sessions", sessions,
        "clockDifference", clockDifference);
  }
}
