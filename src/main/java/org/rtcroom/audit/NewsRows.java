package org.rtcroom.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rtcroom.room.Cluster;
import org.rtcroom.room.IdSpace;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.SessionId;

/**
 * Finds what was recorded by transactions that an earlier look could not see. On PostgreSQL only.
 * Works within the caller's transaction.
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
          + " where (recorded_by >= cast(?1 as xid8) or recorded_by = any(cast(?2 as xid8[])))"
          + " and recorded_by < pg_snapshot_xmax(pg_current_snapshot()))";

  /** One statement, so that the snapshot is that of the rows. */
  private static final String CHANGED =
      "select seen.*, moved.*, (select changed_by >= cast(?1 as xid8)"
          + " or changed_by = any(cast(?2 as xid8[])) from shared_change where name = 'ban')"
          + " from ("
          + SERVER
          + ") as seen left join ("
          + HEAD
          + " where h.session_id"
          + UNSEEN
          + ") as moved on true";

  private static final String OPEN = HEAD + " where h.closed_millis is null";

  private static final int SEEN_CELLS = 2;
  private static final int BANS = 7;

  private static final int NAME = 0;
  private static final int SPACE = 1;
  private static final int ROOM = 2;
  private static final int LAST_SEQ = 3;
  private static final int CLOSED = 4;

  /** What a look brought, and what it could see. */
  record Look(Cluster.News news, SeenTransactions seen) {}

  private NewsRows() {}

  static SeenTransactions firstLook(EntityManager entities) {
    return seen((Object[]) entities.createNativeQuery(SERVER).getSingleResult());
  }

  static Look since(EntityManager entities, SeenTransactions before) {
    Query query =
        entities
            .createNativeQuery(CHANGED)
            .setParameter(1, Long.toUnsignedString(before.end()))
            .setParameter(2, before.underWayArray());
    List<?> rows = query.getResultList();
    Object[] first = (Object[]) rows.get(0);
    SeenTransactions seen = seen(first);
    if (!seen.continues(before)) {
      return anew(entities, seen);
    }
    List<Cluster.Moved> sessions = new ArrayList<>();
    for (Object row : rows) {
      Object[] cells = (Object[]) row;
      if (cells[SEEN_CELLS] != null) {
        moved(Arrays.copyOfRange(cells, SEEN_CELLS, BANS)).ifPresent(sessions::add);
      }
    }
    boolean bans = Boolean.TRUE.equals(first[BANS]);
    return new Look(new Cluster.News(sessions, bans, false), seen);
  }

  /** The open sessions are read after the snapshot: what comes in between is news next time. */
  private static Look anew(EntityManager entities, SeenTransactions seen) {
    List<Cluster.Moved> open = new ArrayList<>();
    for (Object row : entities.createNativeQuery(OPEN).getResultList()) {
      moved((Object[]) row).ifPresent(open::add);
    }
    return new Look(new Cluster.News(open, true, true), seen);
  }

  private static SeenTransactions seen(Object[] cells) {
    return SeenTransactions.of((String) cells[0], (String) cells[1]);
  }

  /** Empty for a kind of room this version does not know: it cannot serve it either. */
  private static Optional<Cluster.Moved> moved(Object[] cells) {
    String space = (String) cells[SPACE];
    return Arrays.stream(IdSpace.values())
        .filter(known -> known.name().equals(space))
        .findFirst()
        .map(known -> new RoomKey(known, (String) cells[ROOM]))
        .map(
            key ->
                new Cluster.Moved(
                    new SessionId((String) cells[NAME]),
                    key,
                    ((Number) cells[LAST_SEQ]).longValue(),
                    cells[CLOSED] != null));
  }
}
