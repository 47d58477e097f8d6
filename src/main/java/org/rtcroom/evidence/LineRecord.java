package org.rtcroom.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
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

  /** Conditions of a query for the lines of a chain after a number, and their order. */
  public static final String REST = "l.chain = ? and l.seq > ? order by l.seq";

  /** The number after which all lines of a chain come. */
  public static final long BEFORE_FIRST = -1;

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
  public static LineRecord of(ResultSet row) throws SQLException {
    Line line =
        new Line(
            row.getInt(3),
            row.getString(1),
            row.getLong(2),
            row.getLong(4),
            row.getString(5),
            row.getBytes(6),
            row.getBytes(7),
            row.getBytes(8),
            row.getBytes(9));
    return new LineRecord(line, orNothing(row.getBytes(10)), orNothing(row.getBytes(11)));
  }

  private static byte[] orNothing(byte @Nullable [] bytes) {
    return bytes == null ? NOTHING : bytes;
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
