package org.rtcroom.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines with their personal parts, those of sessions and of access logs merged. */
final class LineReader {

  private static final int PAGE = 1_000;

  private final Database database;
  private final Selection selection;

  LineReader(Database database, Selection selection) {
    this.database = database;
    this.selection = selection;
  }

  RecordSource<LineRecord> lines() {
    return new ChainMerge<>(
        new Pages<>(last -> page("session", last)),
        new Pages<>(last -> page("access", last)),
        LineRecord::chain);
  }

  /** The rest of the last line's chain, and lines of the next chains while the page has room. */
  private List<LineRecord> page(String table, @Nullable LineRecord last) {
    List<LineRecord> lines = new ArrayList<>();
    String select = LineRecord.select(table);
    if (selection.chain().isPresent() || last != null) {
      String chain = last == null ? selection.chain().orElse("") : last.chain();
      read(
          lines,
          select + "l.chain = ?1 and l.seq > ?2 order by l.seq limit " + PAGE,
          chain,
          last == null ? -1L : last.seq());
    }
    if (selection.chain().isEmpty() && lines.size() < PAGE) {
      String rest = select + "l.chain > ?1 order by l.chain, l.seq limit ";
      read(lines, rest + (PAGE - lines.size()), last == null ? "" : last.chain());
    }
    return lines;
  }

  private void read(List<LineRecord> lines, String sql, Object... parameters) {
    database.rows(sql, parameters).forEach(row -> lines.add(LineRecord.of(row)));
  }
}
