package org.rtcroom.cluster;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

  /** One statement for all of them; the order keeps two nodes from waiting for each other. */
  private static final String TELL =
      "insert into heartbeat (session_id, user_id, heard_millis, heartbeat, told_millis)"
          + " select session, member, "
          + NOW
          + " - age, heartbeat, "
          + NOW
          + " from jsonb_to_recordset(cast(?1 as jsonb))"
          + " as heard (session varchar, member varchar, age bigint, heartbeat boolean)"
          + " order by session, member"
          + " on conflict (session_id, user_id) do update set"
          + " heard_millis = greatest(heartbeat.heard_millis, excluded.heard_millis),"
          + " heartbeat = heartbeat.heartbeat or excluded.heartbeat,"
          + " told_millis = excluded.told_millis";

  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String HEARD =
      "select session_id, user_id, "
          + NOW
          + " - heard_millis, heartbeat from heartbeat where told_millis > ?1";

  private static final String HEARD_WITHIN =
      "select count(*) from heartbeat where session_id = ?1 and user_id = ?2 and heard_millis > "
          + NOW
          + " - ?3";

  private static final String FORGET =
      "delete from heartbeat where not exists (select 1 from session_head h"
          + " where h.session_id = heartbeat.session_id and h.closed_millis is null)";

  private static final int SESSION = 0;
  private static final int USER = 1;
  private static final int AGE = 2;
  private static final int HEARTBEAT = 3;

  private HeartbeatRows() {}

  static void tell(EntityManager entities, List<Cluster.Beat> beats) {
    JsonArrayBuilder heard = JSON.createArrayBuilder();
    for (Cluster.Beat beat : beats) {
      heard.add(
          JSON.createObjectBuilder()
              .add("session", beat.sessionId().value())
              .add("member", beat.userId().value())
              .add("age", Math.max(0, beat.age().toMillis()))
              .add("heartbeat", beat.heartbeat()));
    }
    entities.createNativeQuery(TELL).setParameter(1, heard.build().toString()).executeUpdate();
  }

  /**
   * Everybody whom a node has told of since that moment of the database's clock, or just before.
   */
  static List<Cluster.Beat> toldSince(EntityManager entities, long databaseMillis) {
    List<Cluster.Beat> beats = new ArrayList<>();
    List<?> rows =
        entities
            .createNativeQuery(HEARD)
            .setParameter(1, databaseMillis - LATE_MILLIS)
            .getResultList();
    for (Object row : rows) {
      Object[] cells = (Object[]) row;
      beats.add(
          new Cluster.Beat(
              new SessionId((String) cells[SESSION]),
              new UserId((String) cells[USER]),
              Duration.ofMillis(((Number) cells[AGE]).longValue()),
              (Boolean) cells[HEARTBEAT]));
    }
    return beats;
  }

  public static boolean heardWithin(
      EntityManager entities, SessionId sessionId, UserId userId, Duration time) {
    Number rows =
        (Number)
            entities
                .createNativeQuery(HEARD_WITHIN)
                .setParameter(1, sessionId.value())
                .setParameter(2, userId.value())
                .setParameter(3, time.toMillis())
                .getSingleResult();
    return rows.longValue() > 0;
  }

  /** Who left and enters again begins anew. */
  public static void forget(EntityManager entities, SessionId sessionId, UserId userId) {
    entities
        .createNativeQuery("delete from heartbeat where session_id = ?1 and user_id = ?2")
        .setParameter(1, sessionId.value())
        .setParameter(2, userId.value())
        .executeUpdate();
  }

  /** Of sessions that are over nothing is kept. */
  static void forgetTheClosed(EntityManager entities) {
    entities.createNativeQuery(FORGET).executeUpdate();
  }
}
