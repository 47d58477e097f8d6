package org.rtcroom.cluster;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.spi.JsonProvider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Cluster;

/**
 * When members were last heard, in table {@code heartbeat}. Moments are by the database's clock:
 * nodes tell ages. On PostgreSQL only. Works within the caller's transaction.
 */
public final class HeartbeatRows {

  /** Of rows that were told before another node looked and committed after. */
  private static final long LATE_MILLIS = 10_000;

  /** One statement for all of them; the order keeps two nodes from waiting for each other. */
  private static final String TELL =
      "insert into heartbeat (session_id, user_id, heard_millis, heartbeat, told_millis)"
          + " select session, member, "
          + Dialect.MOMENT
          + " - age, heartbeat, "
          + Dialect.MOMENT
          + " from jsonb_to_recordset(cast(? as jsonb))"
          + " as heard (session varchar, member varchar, age bigint, heartbeat boolean)"
          + " order by session, member"
          + " on conflict (session_id, user_id) do update set"
          + " heard_millis = greatest(heartbeat.heard_millis, excluded.heard_millis),"
          + " heartbeat = heartbeat.heartbeat or excluded.heartbeat,"
          + " told_millis = excluded.told_millis";

  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String HEARD =
      "select session_id, user_id, "
          + Dialect.MOMENT
          + " - heard_millis, heartbeat from heartbeat where told_millis > ?";

  private static final String HEARD_WITHIN =
      "select 1 from heartbeat where session_id = ? and user_id = ? and heard_millis > "
          + Dialect.MOMENT
          + " - ?";

  private static final String FORGET = "delete from heartbeat where session_id = ? and user_id = ?";

  private static final String FORGET_CLOSED =
      "delete from heartbeat where not exists (select 1 from session_head h"
          + " where h.session_id = heartbeat.session_id and h.closed_millis is null)";

  private HeartbeatRows() {}

  static void tell(Jdbc database, List<Cluster.Beat> beats) {
    JsonArrayBuilder heard = JSON.createArrayBuilder();
    for (Cluster.Beat beat : beats) {
      heard.add(
          JSON.createObjectBuilder()
              .add("session", beat.sessionId().value())
              .add("member", beat.userId().value())
              .add("age", Math.max(0, beat.age().toMillis()))
              .add("heartbeat", beat.heartbeat()));
    }
    database.update(TELL, heard.build().toString());
  }

  /**
   * All members that a node has told of since that moment of the database's clock, or just before.
   */
  static List<Cluster.Beat> toldSince(Jdbc database, long databaseMillis) {
    return database.list(HeartbeatRows::beat, HEARD, databaseMillis - LATE_MILLIS);
  }

  private static Cluster.Beat beat(ResultSet row) throws SQLException {
    return new Cluster.Beat(
        new SessionId(row.getString(1)),
        new UserId(row.getString(2)),
        Duration.ofMillis(row.getLong(3)),
        row.getBoolean(4));
  }

  public static boolean heardWithin(
      Jdbc database, SessionId sessionId, UserId userId, Duration time) {
    return database.any(HEARD_WITHIN, sessionId.value(), userId.value(), time.toMillis());
  }

  /** A member that left and enters again begins anew. */
  public static void forget(Jdbc database, SessionId sessionId, UserId userId) {
    database.update(FORGET, sessionId.value(), userId.value());
  }

  /** Of sessions that are over nothing is kept. */
  static void forgetTheClosed(Jdbc database) {
    database.update(FORGET_CLOSED);
  }
}
