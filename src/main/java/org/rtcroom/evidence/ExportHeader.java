package org.rtcroom.evidence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header of an export, which describes it.
 *
 * @param at when it was made; ages are counted up to it
 * @param mode of the service, {@code demo} or {@code production}
 * @param selection the chains that are in it
 */
record ExportHeader(Instant at, String node, String mode, Selection selection)
    implements EvidenceRecord {

  private static final long FORMAT = 1;

  @Override
  public Map<String, ?> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("time", at.toEpochMilli());
    fields.put("node", node);
    fields.put("mode", mode);
    selection.from().ifPresent(from -> fields.put("from", from.toEpochMilli()));
    selection.to().ifPresent(to -> fields.put("to", to.toEpochMilli()));
    selection.activeFrom().ifPresent(from -> fields.put("activeFrom", from.toEpochMilli()));
    selection.activeTo().ifPresent(to -> fields.put("activeTo", to.toEpochMilli()));
    fields.put("complete", selection.all());
    return fields;
  }
}
