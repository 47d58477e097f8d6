package org.rtcroom.evidence;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tombstone in the place of a chain that was purged.
 *
 * @param body canonical JSON, as signed
 * @param key id of the key that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TombstoneRecord(String chain, byte[] body, byte[] signature, String key)
    implements EvidenceRecord {

  @Override
  public Map<String, ?> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain", chain);
    fields.put("body", EvidenceRecord.text(body));
    fields.put("signature", EvidenceRecord.hex(signature));
    fields.put("key", key);
    return fields;
  }
}
