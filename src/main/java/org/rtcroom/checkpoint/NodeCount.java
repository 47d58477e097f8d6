package org.rtcroom.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.chain.RecordedJson;

/**
 * The counts of a node in a checkpoint.
 *
 * @param starts how often it has started
 * @param sessions how many sessions it has opened, as far as checkpoints cover them
 * @param clockDifference its clock minus the database's, in milliseconds
 * @param ntpOffset its NTP server's clock minus its own, in milliseconds, where that is known
 * @param ended whether its access log has ended, so that later checkpoints need not list it
 */
record NodeCount(
    String node,
    long starts,
    long sessions,
    long clockDifference,
    Optional<Long> ntpOffset,
    boolean ended) {

  static NodeCount of(RecordedJson json) {
    return new NodeCount(
        json.text("node"),
        json.number("starts"),
        json.number("sessions"),
        json.number("clockDifference"),
        json.optionalNumber("ntpOffset"),
        json.has("ended") && json.flag("ended"));
  }

  /** With so many sessions more. */
  NodeCount with(long moreSessions) {
    return new NodeCount(node, starts, sessions + moreSessions, clockDifference, ntpOffset, ended);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new HashMap<>();
    json.put("node", node);
    json.put("starts", starts);
    json.put("sessions", sessions);
    json.put("clockDifference", clockDifference);
    ntpOffset.ifPresent(offset -> json.put("ntpOffset", offset));
    if (ended) {
      json.put("ended", true);
    }
    return json;
  }
}
