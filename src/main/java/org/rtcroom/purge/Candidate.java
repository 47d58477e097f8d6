package org.rtcroom.purge;

import java.util.List;
import java.util.Optional;

/**
 * A chain that has ended, as its head says.
 *
 * @param family of a session; empty for access logs
 * @param retention its class
 * @param closed when a session ended; 0 for access logs
 */
record Candidate(
    String chain, Optional<String> family, String retention, long lastSeq, long closed) {

  boolean session() {
    return family.isPresent();
  }

  /** The beginning of the names of its tables. */
  String tables() {
    return session() ? "session" : "access";
  }

  String lines() {
    return tables() + "_line";
  }

  private String persons() {
    return tables() + "_person";
  }

  /** Removes the head, if the chain still ends there. */
  String headRemoval() {
    return session()
        ? "delete from session_head where session_id = ? and last_seq = ? and held = false"
            + " and group_key is null and closed_millis is not null"
        : "delete from access_head where chain = ? and last_seq = ?";
  }

  /** The other tables whose rows go with it. */
  List<String> further() {
    return session() ? List.of(persons(), "session_case") : List.of(persons());
  }
}
