package org.rtcroom.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import org.rtcroom.room.Cluster;
import org.rtcroom.room.IdSpace;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.SessionId;

/** Finds what transactions changed that an earlier look could not see. On PostgreSQL only. */
final class NewsRows {

  private static final String LOOK = "select cast(pg_current_snapshot() as varchar)";

  private static final String UNSEEN =
      " (changed_by >= cast(?1 as xid8) or changed_by = any(cast(?2 as xid8[])))";

  /** One statement, so that the snapshot is that of the rows. */
  private static final String CHANGED =
      LOOK
          + ", null, null, null, null, null"
          + " union all select null, session_id, space, room_id, last_seq, closed_millis"
          + " from session_head where"
          + UNSEEN
          + " union all select null, name, null, null, null, null from shared_change where"
          + UNSEEN;

  private static final int SNAPSHOT = 0;
  private static final int NAME = 1;
  private static final int SPACE = 2;
  private static final int ROOM = 3;
  private static final int LAST_SEQ = 4;
  private static final int CLOSED = 5;

  /** What a look brought, and what it could see. */
  record Look(Cluster.News news, SeenTransactions seen) {}

  private NewsRows() {}

  static SeenTransactions firstLook(EntityManager entities) {
    return SeenTransactions.of((String) entities.createNativeQuery(LOOK).getSingleResult());
  }

  static Look since(EntityManager entities, SeenTransactions before) {
    Query query =
        entities
            .createNativeQuery(CHANGED)
            .setParameter(1, before.end())
            .setParameter(2, before.underWayArray());
    SeenTransactions seen = before;
    List<Cluster.Moved> sessions = new ArrayList<>();
    boolean bans = false;
    for (Object row : query.getResultList()) {
      Object[] cells = (Object[]) row;
      if (cells[SNAPSHOT] != null) {
        seen = SeenTransactions.of((String) cells[SNAPSHOT]);
      } else if (cells[SPACE] != null) {
        sessions.add(moved(cells));
      } else {
        bans = true;
      }
    }
    return new Look(new Cluster.News(sessions, bans), seen);
  }

  private static Cluster.Moved moved(Object[] cells) {
    RoomKey key = new RoomKey(IdSpace.valueOf((String) cells[SPACE]), (String) cells[ROOM]);
    return new Cluster.Moved(
        new SessionId((String) cells[NAME]),
        key,
        ((Number) cells[LAST_SEQ]).longValue(),
        cells[CLOSED] != null);
  }
}
