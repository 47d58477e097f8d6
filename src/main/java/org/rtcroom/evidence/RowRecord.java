package org.rtcroom.evidence;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of another table, such as a key or a ban, and the line that says why it is there.
 *
 * @param key names the row among those of its table
 * @param chain of that line; empty if the row names none
 * @param values of the row, by the names that the line has for them: texts and whole numbers
 */
record RowRecord(String table, String key, String chain, long seq, Map<String, Object> values)
    implements EvidenceRecord {

  /** By the lines that they name. */
  static final Comparator<RowRecord> ORDER =
      Comparator.comparing(RowRecord::chain).thenComparing(RowRecord::seq);

  @Override
  public Map<String, ?> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", table);
    fields.put("key", key);
    if (!chain.isEmpty()) {
      fields.put("line", new TreeMap<>(Map.of("chain", chain, "seq", seq)));
    }
    fields.put("values", new TreeMap<>(values));
    return fields;
  }
}
