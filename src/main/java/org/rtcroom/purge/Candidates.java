package org.rtcroom.purge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;

/** Chains that have ended, oldest first, read page by page: sessions, then access logs. */
final class Candidates {

  private static final int PAGE = 500;

  private static final String SESSIONS =
      "select session_id, family, retention_class, last_seq, closed_millis from session_head"
          + " where closed_millis > ? or (closed_millis = ? and session_id > ?)"
          + " order by closed_millis, session_id limit "
          + PAGE;

  /** But the last one of each node: its next start or day names it. */
  private static final String ACCESS_LOGS =
      "select h.chain, h.last_seq from access_head h where h.chain > ? and exists"
          + " (select 1 from access_head n where n.node = h.node and n.chain > h.chain)"
          + " order by h.chain limit "
          + PAGE;

  private final Jdbc jdbc;
  private final Deque<Candidate> page = new ArrayDeque<>();
  private @Nullable Candidate last;
  private boolean accessLogs;
  private boolean ended;

  Candidates(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** The next one, or null. */
  @Nullable Candidate next() {
    while (page.isEmpty() && !ended) {
      page.addAll(accessLogs ? logs() : sessions());
      if (page.isEmpty()) {
        ended = accessLogs;
        accessLogs = true;
        last = null;
      }
    }
    Candidate next = page.poll();
    last = next == null ? last : next;
    return next;
  }

  private List<Candidate> sessions() {
    long closed = last == null ? Long.MIN_VALUE : last.closed();
    return jdbc.list(Candidates::session, SESSIONS, closed, closed, after());
  }

  private List<Candidate> logs() {
    return jdbc.list(
        row ->
            new Candidate(
                row.getString(1), Optional.empty(), PurgePolicy.ACCESS_LOG, row.getLong(2), 0),
        ACCESS_LOGS,
        after());
  }

  private String after() {
    return last == null ? "" : last.chain();
  }

  private static Candidate session(ResultSet row) throws SQLException {
    return new Candidate(
        row.getString(1),
        Optional.of(row.getString(2)),
        row.getString(3),
        row.getLong(4),
        row.getLong(5));
  }
}
