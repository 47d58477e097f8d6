package org.rtcroom.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows beside lines that are not there: nobody who reads the lines meets them, and yet searches
 * find by them. There are none unless somebody put them there.
 */
final class LooseRows implements RecordSource<RowRecord> {

  private final Pages<Beside> pages;
  private final String table;

  /**
   * A row beside a line.
   *
   * @param loose whether there is no such line
   */
  private record Beside(String chain, long seq, boolean loose) {}

  /**
   * @param family of tables: {@code session} or {@code access}
   * @param table the one of its tables whose rows stand beside lines
   * @param only beside lines of this chain, if there is one
   */
  private LooseRows(Database database, String family, String table, Optional<String> only) {
    this.table = table;
    String rows =
        ("select b.chain, b.seq, l.seq from " + table + " b left join " + family + "_line l")
            + " on l.chain = b.chain and l.seq = b.seq where ";
    String chains = only.isPresent() ? "b.chain = ?" : "b.chain > ?";
    pages =
        Pages.ofGroups(
            (last, limit) ->
                list(
                    database,
                    rows + "b.chain = ? and b.seq > ? order by b.chain, b.seq limit " + limit,
                    last.chain(),
                    last.seq()),
            (last, limit) ->
                last != null && only.isPresent()
                    ? List.of()
                    : list(
                        database,
                        rows + chains + " order by b.chain, b.seq limit " + limit,
                        last == null ? only.orElse("") : last.chain()));
  }

  /** Those of all tables beside lines of the chains wanted, by the lines that they name. */
  static RecordSource<RowRecord> of(Database database, Selection selection) {
    Optional<String> only = selection.chain();
    return new SortedMerge<>(
        new LooseRows(database, "session", "session_person", only),
        new SortedMerge<>(
            new LooseRows(database, "session", "session_case", only),
            new LooseRows(database, "access", "access_person", only),
            RowRecord.ORDER),
        RowRecord.ORDER);
  }

  private static List<Beside> list(Database database, String sql, Object... values) {
    return database.list(
        row -> new Beside(row.getString(1), row.getLong(2), row.getObject(3) == null), sql, values);
  }

  @Override
  public @Nullable RowRecord next() {
    Beside row = pages.next();
    while (row != null && !row.loose()) {
      row = pages.next();
    }
    return row == null
        ? null
        : new RowRecord(table, row.chain() + "#" + row.seq(), row.chain(), row.seq(), Map.of());
  }
}
