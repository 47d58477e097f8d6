package org.rtcroom.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A head: the row that the database keeps beside the lines of a chain.
 *
 * @param columns by the names of the database; texts, whole numbers, and byte strings as lower-case
 *     hex; a column that is null is absent
 */
public record HeadRecord(String chain, boolean session, Map<String, Object> columns)
    implements EvidenceRecord {

  public HeadRecord {
    columns = Map.copyOf(columns);
  }

  /** The number in a column. */
  public Optional<Long> number(String column) {
    return columns.get(column) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  /** Number of the last line; −1 if it names none. */
  long lastSeq() {
    return number("last_seq").orElse(-1L);
  }

  @Override
  public Map<String, ?> fields() {
    return new TreeMap<>(columns);
  }
}
