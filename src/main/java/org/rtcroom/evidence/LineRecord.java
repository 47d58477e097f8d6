package org.rtcroom.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Line;

/**
 * A line as it is stored, with its personal part.
 *
 * @param salt no bytes if the personal part is gone or never was
 * @param personal no bytes if the personal part is gone or never was
 * @param columns what it is found by, by the names of the database; a column that is null is absent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LineRecord(Line line, byte[] salt, byte[] personal, Map<String, String> columns)
    implements EvidenceRecord {

  private static final byte[] NOTHING = {};

  /** What lines are found by, in the order of a query; nothing else of them is searched. */
  private static final List<String> COLUMNS = List.of("user_id", "address", "case_id");

  private static final int FIRST_COLUMN = 12;

  /**
   * Conditions of a query for the lines of a chain after a number, and their order: that of the
   * key, by which H2 reads no more rows than the query has room for.
   */
  public static final String REST = "l.chain = ? and l.seq > ? order by l.chain, l.seq";

  /** The number after which all lines of a chain come. */
  public static final long BEFORE_FIRST = -1;

  /**
   * The beginning of a query for lines {@code l}, up to its conditions.
   *
   * @param family of tables: {@code session} or {@code access}
   */
  public static String select(String family) {
    boolean session = family.equals("session");
    return "select l.chain, l.seq, l.format, l.at_millis, l.kind, l.details, l.commitment,"
        + " l.previous_hash, l.hash, p.salt, p.part, p.user_id, p.address, "
        + (session ? "c.case_id" : "cast(null as varchar(1)) as case_id")
        + (" from " + family + "_line l left join " + family + "_person p")
        + " on p.chain = l.chain and p.seq = l.seq"
        + (session ? " left join session_case c on c.chain = l.chain and c.seq = l.seq" : "")
        + " where ";
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
    return new LineRecord(
        line, orNothing(row.getBytes(10)), orNothing(row.getBytes(11)), columns(row));
  }

  private static Map<String, String> columns(ResultSet row) throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      String value = row.getString(FIRST_COLUMN + i);
      if (value != null) {
        columns.put(COLUMNS.get(i), value);
      }
    }
    return columns;
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
    if (!columns.isEmpty()) {
      fields.put("columns", columns);
    }
    return fields;
  }
}
