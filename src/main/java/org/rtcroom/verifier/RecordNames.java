package org.rtcroom.verifier;

import java.util.Map;
import java.util.Set;

/** The names that records of an export may hold: what else stood there, nobody signed. */
final class RecordNames {

  static final Set<String> RECEIPT = Set.of("answer", "at", "hash", "number", "witness");

  static final Set<String> LEAF = Set.of("number", "leaf");

  static final Set<String> TOMBSTONE = Set.of("chain", "body", "signature", "key");

  static final Set<String> LINE =
      Set.of(
          "chain",
          "seq",
          "format",
          "atMillis",
          "kind",
          "details",
          "commitment",
          "previousHash",
          "hash",
          "salt",
          "personal",
          "columns");

  private static final Set<String> ROW = Set.of("table", "key", "line", "values");

  private static final Set<String> PLACE = Set.of("chain", "seq");

  private static final Set<String> HEAD_OF_SESSION =
      Set.of(
          "session_id",
          "family",
          "space",
          "room_id",
          "open_key",
          "group_key",
          "creator",
          "opened_millis",
          "activated_millis",
          "closed_millis",
          "reason",
          "last_seq",
          "last_hash",
          "snapshot_seq",
          "covered_seq",
          "retention_class",
          "base_millis",
          "until_millis",
          "held",
          "shortened",
          "lasted");

  private static final Set<String> HEAD_OF_LOG =
      Set.of("chain", "node", "started_millis", "last_seq", "last_hash", "covered_seq");

  /** Of the entries of the copy outside, by the name that tells their sort. */
  private static final Map<String, Set<String>> ENTRIES =
      Map.of(
          "body", Set.of("format", "body", "signature", "hash"),
          "keyChange", Set.of("format", "keyChange", "oldSignature", "newSignature"),
          "keyRevoked", Set.of("format", "keyRevoked", "signature", "by"),
          "restored", Set.of("format", "restored", "signature", "by"),
          "ended", Set.of("format", "ended", "signature", "by"));

  private RecordNames() {}

  static JsonObject head(JsonObject head) {
    return head.only(head.has("session_id") ? HEAD_OF_SESSION : HEAD_OF_LOG);
  }

  static JsonObject row(JsonObject row) {
    if (row.has("line")) {
      row.object("line").only(PLACE);
    }
    return row.only(ROW);
  }

  /** An entry of the copy outside. */
  static JsonObject entry(JsonObject entry) {
    ENTRIES.forEach(
        (sort, names) -> {
          if (entry.has(sort)) {
            entry.only(names);
          }
        });
    return entry;
  }
}
