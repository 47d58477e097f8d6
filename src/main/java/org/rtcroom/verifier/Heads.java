package org.rtcroom.verifier;

import java.util.List;

/** The columns of heads that follow from the lines, by the names of the database. */
final class Heads {

  static final List<String> OF_SESSIONS =
      List.of(
          "family",
          "space",
          "room_id",
          "open_key",
          "opened_millis",
          "activated_millis",
          "closed_millis",
          "reason",
          "last_seq",
          "last_hash",
          "snapshot_seq",
          "retention_class",
          "base_millis",
          "until_millis",
          "held",
          "shortened",
          "lasted");

  static final List<String> OF_ACCESS_LOGS =
      List.of("node", "started_millis", "last_seq", "last_hash");

  private Heads() {}
}
