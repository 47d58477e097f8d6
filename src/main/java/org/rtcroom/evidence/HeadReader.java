package org.rtcroom.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads heads, those of sessions and of access logs merged, by chain. */
final class HeadReader {

  private static final int PAGE = 500;

  /**
   * Access logs are few, and read at once: one that is cut while they are read would else be seen
   * as it was before, and the next one, which begins at that moment, as well.
   */
  private static final int ALL = Integer.MAX_VALUE;

  /** A chain may begin some time before its head says, while its IM group is created. */
  private static final long OPENING_MILLIS = 60_000;

  private static final List<String> SESSION =
      List.of(
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

  private static final List<String> ACCESS =
      List.of("chain", "node", "started_millis", "last_seq", "last_hash", "covered_seq");

  private static final String OPEN_SINCE = "(closed_millis is null or closed_millis >= ?)";

  /**
   * An access log ends with STOPPED, or with CUT where the next one begins; one whose end is gone
   * is not passed over.
   */
  private static final String WRITTEN_SINCE =
      "not exists (select 1 from access_line l where l.chain = access_head.chain"
          + " and l.seq = access_head.last_seq"
          + " and l.at_millis < ? and l.kind in ('STOPPED', 'CUT'))";

  private final Database database;
  private final Selection selection;

  HeadReader(Database database, Selection selection) {
    this.database = database;
    this.selection = selection;
  }

  RecordSource<HeadRecord> heads() {
    return new SortedMerge<>(
        new Pages<>(last -> page("session_head", "opened_millis", SESSION, PAGE, last)),
        RecordSource.of(page("access_head", "started_millis", ACCESS, ALL, null)),
        Comparator.comparing(HeadRecord::chain));
  }

  /**
   * The heads after one. Beginnings are compared as sums, for which there is no index: H2 would
   * take it, read all of it within the bounds, and sort, for each page.
   */
  private List<HeadRecord> page(
      String table, String began, List<String> columns, int size, @Nullable HeadRecord last) {
    String id = columns.get(0);
    StringBuilder sql = new StringBuilder("select ").append(String.join(", ", columns));
    sql.append(" from ").append(table).append(" where ").append(id).append(" > ?");
    List<Object> values = new ArrayList<>(List.of(last == null ? "" : last.chain()));
    String lasts = columns == SESSION ? OPEN_SINCE : WRITTEN_SINCE;
    selection.from().ifPresent(at -> and(sql, values, began + " + 0 >= ?", at.toEpochMilli()));
    Stream.of(selection.to(), selection.activeTo())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .ifPresent(at -> and(sql, values, began + " + 0 < ?", at.toEpochMilli() + OPENING_MILLIS));
    selection.activeFrom().ifPresent(at -> and(sql, values, lasts, at.toEpochMilli()));
    selection.chain().ifPresent(chain -> and(sql, values, id + " = ?", chain));
    sql.append(" order by ").append(id).append(" limit ").append(size);
    return database.list(row -> head(columns, row), sql.toString(), values.toArray());
  }

  private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
    values.add(value);
    sql.append(" and ").append(condition);
  }

  private static HeadRecord head(List<String> columns, ResultSet row) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String column : columns) {
      Object value = row.getObject(column);
      if (value instanceof Number number) {
        values.put(column, number.longValue());
      } else if (value instanceof byte[] bytes) {
        values.put(column, EvidenceRecord.hex(bytes));
      } else if (value != null) {
        values.put(column, value.toString());
      }
    }
    return new HeadRecord(row.getString(1), columns == SESSION, values);
  }
}
