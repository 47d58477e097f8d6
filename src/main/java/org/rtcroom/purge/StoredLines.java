package org.rtcroom.purge;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.verifier.Line;
import org.rtcroom.verifier.Source;

/** The lines of one chain, read page by page. */
final class StoredLines implements Source<Line> {

  private static final int PAGE = 1_000;

  private static final byte[] NOTHING = {};

  private final Jdbc jdbc;
  private final Candidate chain;
  private final Deque<Line> page = new ArrayDeque<>();
  private long last = -1;

  StoredLines(Jdbc jdbc, Candidate chain) {
    this.jdbc = jdbc;
    this.chain = chain;
  }

  @Override
  public @Nullable Line next() throws IOException {
    if (page.isEmpty()) {
      try {
        page.addAll(
            jdbc.list(
                StoredLines::line,
                select(chain.lines(), chain.persons())
                    + " where l.chain = ? and l.seq > ? order by l.seq limit "
                    + PAGE,
                chain.chain(),
                last));
      } catch (DatabaseUnavailable e) {
        throw new IOException("the lines of " + chain.chain() + " cannot be read", e);
      }
    }
    Line next = page.poll();
    last = next == null ? last : next.seq();
    return next;
  }

  static String select(String lines, String persons) {
    return "select l.chain, l.seq, l.format, l.at_millis, l.kind, l.details, l.commitment,"
        + " l.previous_hash, l.hash, p.salt, p.part from "
        + lines
        + " l left join "
        + persons
        + " p on p.chain = l.chain and p.seq = l.seq";
  }

  static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        row.getBytes(6),
        row.getBytes(7),
        row.getBytes(8),
        row.getBytes(9),
        orNothing(row.getBytes(10)),
        orNothing(row.getBytes(11)));
  }

  private static byte[] orNothing(byte @Nullable [] bytes) {
    return bytes == null ? NOTHING : bytes;
  }
}
