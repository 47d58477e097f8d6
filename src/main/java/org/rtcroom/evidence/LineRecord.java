package org.rtcroom.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Line;

/**
 * A line as it is stored, with its personal part.
 *
 * @param salt no bytes if the personal part is gone or never was
 * @param personal no bytes if the personal part is gone or never was
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LineRecord(Line line, byte[] salt, byte[] personal) implements EvidenceRecord {

  private static final byte[] NOTHING = {};

  /**
   * The beginning of a query for lines {@code l}, up to its conditions.
   *
   * @param family of tables: {@code session} or {@code access}
   */
  public static String select(String family) {
    return "select l.chain, l.seq, l.format, l.at_millis, l.kind, l.details, l.commitment,"
        + (" l.previous_hash, l.hash, p.salt, p.part from " + family + "_line l left join ")
        + (family + "_person p on p.chain = l.chain and p.seq = l.seq where ");
  }

  /** The line in a row of such a query. */
  public static LineRecord of(@Nullable Object[] row) {
    Line line =
        new Line(
            (int) number(row[2]),
            (String) row[0],
            number(row[1]),
            number(row[3]),
            (String) row[4],
            (byte[]) row[5],
            (byte[]) row[6],
            (byte[]) row[7],
            (byte[]) row[8]);
    return new LineRecord(line, orNothing(row[9]), orNothing(row[10]));
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static byte[] orNothing(@Nullable Object bytes) {
    return bytes == null ? NOTHING : (byte[]) bytes;
  }

  String chain() {
    return line.chain();
  }

  public long seq() {
    return line.seq();
  }

  @Override
  public Map<String, ?> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain", line.chain());
    fields.put("seq", line.seq());
    fields.put("format", line.format());
    fields.put("atMillis", line.atMillis());
    fields.put("kind", line.kind());
    fields.put("details", EvidenceRecord.text(line.details()));
    fields.put("commitment", EvidenceRecord.hex(line.commitment()));
    fields.put("previousHash", EvidenceRecord.hex(line.previousHash()));
    fields.put("hash", EvidenceRecord.hex(line.hash()));
    if (salt.length > 0 || personal.length > 0) {
      fields.put("salt", EvidenceRecord.hex(salt));
      fields.put("personal", EvidenceRecord.text(personal));
    }
    return fields;
  }
}
