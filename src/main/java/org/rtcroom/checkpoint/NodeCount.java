package org.rtcroom.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The counts of a node in a checkpoint.
 *
 * @param starts how often it has started
 * @param sessions how many sessions it has opened, as far as checkpoints cover them
 * @param clockDifference its clock minus the database's, in milliseconds
 * @param ntpOffset its NTP server's clock minus its own, in milliseconds, where that is known
 */
record NodeCount(
    String node, long starts, long sessions, long clockDifference, Optional<Long> ntpOffset) {

  Map<String, Object> json() {
    Map<String, Object> json = new HashMap<>();
    json.put("node", node);
    json.put("starts", starts);
    json.put("sessions", sessions);
    json.put("clockDifference", clockDifference);
    ntpOffset.ifPresent(offset -> json.put("ntpOffset", offset));
    return json;
  }
}
