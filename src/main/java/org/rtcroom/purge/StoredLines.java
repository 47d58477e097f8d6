package org.rtcroom.purge;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.LineRecord;
import org.rtcroom.evidence.RecordSource;

/** The lines of one chain, read page by page. */
final class StoredLines implements RecordSource<LineRecord> {

  private static final int PAGE = 1_000;

  private final Jdbc jdbc;
  private final Candidate chain;
  private final Deque<LineRecord> page = new ArrayDeque<>();
  private long last = -1;

  StoredLines(Jdbc jdbc, Candidate chain) {
    this.jdbc = jdbc;
    this.chain = chain;
  }

  @Override
  public @Nullable LineRecord next() throws IOException {
    if (page.isEmpty()) {
      try {
        page.addAll(
            jdbc.list(
                StoredLines::line,
                LineRecord.select(chain.tables())
                    + "l.chain = ? and l.seq > ? order by l.seq limit "
                    + PAGE,
                chain.chain(),
                last));
      } catch (DatabaseUnavailable e) {
        throw new IOException("the lines of " + chain.chain() + " cannot be read", e);
      }
    }
    LineRecord next = page.poll();
    last = next == null ? last : next.seq();
    return next;
  }

  static LineRecord line(ResultSet row) throws SQLException {
    Object[] columns = new Object[row.getMetaData().getColumnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = row.getObject(i + 1);
    }
    return LineRecord.of(columns);
  }
}
