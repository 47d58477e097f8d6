package org.rtcroom.cluster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Cluster;
import org.rtcroom.room.IdSpace;
import org.rtcroom.room.RoomKey;

/**
 * Finds what was recorded by transactions that an earlier look could not see. On PostgreSQL only.
 * Needs no transaction: what belongs together is asked by one statement.
 */
final class NewsRows {

  private static final String SERVER =
      "select cast(pg_postmaster_start_time() as varchar),"
          + " cast(pg_current_snapshot() as varchar)";

  private static final String HEAD =
      "select h.session_id, h.space, h.room_id, h.last_seq, h.closed_millis from session_head h";

  /** Not those from the future: a restored dump brings numbers of another server. */
  private static final String UNSEEN =
      " in (select chain from session_line"
          + " where (recorded_by >= cast(? as xid8) or recorded_by = any(cast(? as xid8[])))"
          + " and recorded_by < pg_snapshot_xmax(pg_current_snapshot()))";

  /** One statement, so that the snapshot is that of the rows. */
  private static final String CHANGED =
      "select seen.*, moved.*, (select changed_by >= cast(? as xid8)"
          + " or changed_by = any(cast(? as xid8[])) from shared_change where name = 'ban')"
          + " as bans from ("
          + SERVER
          + ") as seen left join ("
          + HEAD
          + " where h.session_id"
          + UNSEEN
          + ") as moved on true";

  private static final String OPEN = HEAD + " where h.closed_millis is null";

  /** What a look brought, and what it could see. */
  record Look(Cluster.News news, SeenTransactions seen) {}

  private NewsRows() {}

  static SeenTransactions firstLook(Jdbc database) {
    return database.first(NewsRows::seen, SERVER).orElseThrow();
  }

  static Look since(Jdbc database, SeenTransactions before) {
    record NewsRow(
        String server, String snapshot, boolean bans, Optional<Cluster.SessionNews> moved) {}
    String end = Long.toUnsignedString(before.end());
    String underWay = before.underWayArray();
    List<NewsRow> rows =
        database.list(
            row ->
                new NewsRow(row.getString(1), row.getString(2), row.getBoolean("bans"), moved(row)),
            CHANGED,
            end,
            underWay,
            end,
            underWay);
    NewsRow first = rows.get(0);
    SeenTransactions seen = SeenTransactions.of(first.server(), first.snapshot());
    List<Cluster.SessionNews> sessions =
        rows.stream().flatMap(row -> row.moved().stream()).toList();
    return seen.continues(before)
        ? new Look(new Cluster.News(sessions, first.bans(), false), seen)
        : anew(database, seen);
  }

  /** The open sessions are read after the snapshot: what comes in between is news next time. */
  private static Look anew(Jdbc database, SeenTransactions seen) {
    List<Cluster.SessionNews> open =
        database.list(NewsRows::moved, OPEN).stream().flatMap(Optional::stream).toList();
    return new Look(new Cluster.News(open, true, true), seen);
  }

  private static SeenTransactions seen(ResultSet row) throws SQLException {
    return SeenTransactions.of(row.getString(1), row.getString(2));
  }

  /**
   * Empty where nothing moved, and for a kind of room this version does not know: it cannot serve
   * it either.
   */
  private static Optional<Cluster.SessionNews> moved(ResultSet row) throws SQLException {
    String name = row.getString("session_id");
    String space = row.getString("space");
    String room = row.getString("room_id");
    long lastSeq = row.getLong("last_seq");
    boolean closed = row.getObject("closed_millis") != null;
    return Arrays.stream(IdSpace.values())
        .filter(known -> known.name().equals(space))
        .findFirst()
        .map(known -> new RoomKey(known, room))
        .map(key -> new Cluster.SessionNews(new SessionId(name), key, lastSeq, closed));
  }
}
