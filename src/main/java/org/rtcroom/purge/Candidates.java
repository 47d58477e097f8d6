package org.rtcroom.purge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.evidence.Pages;

/** Chains that have ended, oldest first, read page by page: sessions, then access logs. */
final class Candidates {

  private static final int PAGE = 500;

  private static final String SESSIONS =
      "select session_id, family, retention_class, last_seq, closed_millis from session_head"
          + " where closed_millis > ? or (closed_millis = ? and session_id > ?)"
          + " order by closed_millis, session_id limit "
          + PAGE;

  /** But the last one of each node that is not gone: its next start or day names it. */
  private static final String ACCESS_LOGS =
      "select h.chain, h.last_seq from access_head h where h.chain > ? and (exists"
          + " (select 1 from access_head n where n.node = h.node and n.chain > h.chain)"
          + " or exists (select 1 from access_line l where l.chain = h.chain"
          + " and l.seq = h.last_seq and l.kind = 'LOG_ENDED'))"
          + " order by h.chain limit "
          + PAGE;

  private final Jdbc jdbc;
  private final Pages<Candidate> sessions = new Pages<>(this::sessions);
  private final Pages<Candidate> accessLogs = new Pages<>(this::accessLogs);

  Candidates(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** The next one, or null. */
  @Nullable Candidate next() {
    Candidate session = sessions.next();
    return session == null ? accessLogs.next() : session;
  }

  private List<Candidate> sessions(@Nullable Candidate last) {
    long closed = last == null ? Long.MIN_VALUE : last.closed();
    return jdbc.list(
        row ->
            new Candidate(
                row.getString(1),
                Optional.of(row.getString(2)),
                row.getString(3),
                row.getLong(4),
                row.getLong(5)),
        SESSIONS,
        closed,
        closed,
        last == null ? "" : last.chain());
  }

  private List<Candidate> accessLogs(@Nullable Candidate last) {
    return jdbc.list(
        row ->
            new Candidate(
                row.getString(1), Optional.empty(), PurgePolicy.ACCESS_LOG, row.getLong(2), 0),
        ACCESS_LOGS,
        last == null ? "" : last.chain());
  }
}
