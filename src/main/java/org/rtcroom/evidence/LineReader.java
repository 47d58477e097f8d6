package org.rtcroom.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Source;

/** Reads lines with their personal parts, those of sessions and of access logs merged. */
final class LineReader {

  private static final int PAGE = 1_000;

  private static final byte[] NOTHING = {};

  private static final String SELECT =
      "select l.chain, l.seq, l.format, l.at_millis, l.kind, l.details, l.commitment,"
          + " l.previous_hash, l.hash, p.salt, p.part from %1$s_line l left join %1$s_person p"
          + " on p.chain = l.chain and p.seq = l.seq where ";

  private final Database database;
  private final Selection selection;

  LineReader(Database database, Selection selection) {
    this.database = database;
    this.selection = selection;
  }

  Source<Line> lines() {
    return new ChainMerge<>(
        new Pages<>(last -> page("session", last)),
        new Pages<>(last -> page("access", last)),
        Line::chain);
  }

  /** What is left of the last line's chain, and of the next chains what the page still holds. */
  private List<Line> page(String table, @Nullable Line last) throws IOException {
    List<Line> lines = new ArrayList<>();
    String select = SELECT.formatted(table);
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

  private void read(List<Line> lines, String sql, Object... parameters) throws IOException {
    database.rows(sql, parameters).forEach(row -> lines.add(line(row)));
  }

  private static Line line(Object[] row) {
    return new Line(
        (String) row[0],
        number(row[1]),
        number(row[2]),
        number(row[3]),
        (String) row[4],
        (byte[]) row[5],
        (byte[]) row[6],
        (byte[]) row[7],
        (byte[]) row[8],
        row[9] == null ? NOTHING : (byte[]) row[9],
        row[10] == null ? NOTHING : (byte[]) row[10]);
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
