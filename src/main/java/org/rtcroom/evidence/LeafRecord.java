package org.rtcroom.evidence;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A leaf of a checkpoint, as signed.
 *
 * @param number of the checkpoint
 * @param chain under which the database finds it
 * @param bytes canonical JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LeafRecord(long number, String chain, byte[] bytes) implements EvidenceRecord {

  @Override
  public Map<String, ?> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", number);
    fields.put("leaf", EvidenceRecord.text(bytes));
    return fields;
  }
}
