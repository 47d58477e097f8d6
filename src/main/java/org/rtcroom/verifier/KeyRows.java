package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows of API keys that the access logs demand: one for each key that was given out, which says
 * when it was ended if it was. Memory grows with the number of keys alone.
 */
final class KeyRows {

  /** The table. */
  static final String TABLE = "api_key";

  /** What a row says that its own line does not. */
  static final String REVOKED = "revoked";

  private final Map<String, Line> created = new TreeMap<>();
  private final Map<String, Set<Long>> ended = new HashMap<>();

  /** By the lines that bear them out. */
  private final Map<String, Row> rows = new TreeMap<>();

  /** Takes an act of an access log that counts. */
  void read(Line line) {
    String id = line.readDetails().text("id");
    if (line.kind().equals("KEY_CREATED")) {
      created.putIfAbsent(id, line.withoutContent());
    } else {
      ended.computeIfAbsent(id, key -> new HashSet<>()).add(line.atMillis());
    }
  }

  /** Takes a row that its line bears out. */
  void take(Row row) {
    rows.put(row.line(), row);
  }

  /**
   * At the very end, once all access logs were read.
   *
   * @param before rows of earlier lines had to be there, in milliseconds since 1970
   */
  void settle(long before, Findings findings) {
    created.forEach(
        (id, line) -> {
          if (line.atMillis() < before && !rows.containsKey(line.toString())) {
            findings.add(Finding.Kind.ROW_MISSING, line, "there is no row of the key it gave out");
          }
        });
    rows.values().forEach(row -> judgeEnd(row, before, findings));
  }

  private void judgeEnd(Row row, long before, Findings findings) {
    Set<Long> ends = ended.getOrDefault(String.valueOf(row.values().get("id")), Set.of());
    Object said = row.values().get(REVOKED);
    if (said != null && !ends.contains(said)) {
      findings.add(Finding.Kind.ROW_DIFFERS, row, "no line ended the key when the row says");
    } else if (said == null && ends.stream().anyMatch(at -> at < before)) {
      findings.add(Finding.Kind.ROW_DIFFERS, row, "a line ended the key, and the row does not say");
    }
  }
}
