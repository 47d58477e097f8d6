package org.rtcroom.bans;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rtcroom.accesslog.AccessLine;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.accesslog.AccessNote;
import org.rtcroom.accesslog.AccessPerson;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.BanStore;
import org.rtcroom.room.RoomKey;

/**
 * Bans in the database: one row per room and user, written in the transaction of the line of the
 * access log that is its reason.
 */
@ApplicationScoped
public class JpaBanStore implements BanStore {

  private static final Logger LOG = System.getLogger(JpaBanStore.class.getName());

  /** Lines whose signature is not looked at again; some 300 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  @EJB Transactions transactions;
  @Inject ActSignatures acts;
  @Inject AccessLogWriter accessLog;

  private final Cache<String, String> genuine =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /** Rows go by the database's clock: one node's may be wrong, and all need them. */
  @Override
  public List<Ban> standing(Instant now) {
    List<BanRow> rows =
        transactions.commit(
            entities -> {
              entities
                  .createQuery("delete from BanRow b where b.untilMillis <= :now")
                  .setParameter("now", Jdbc.of(entities).now())
                  .executeUpdate();
              return entities
                  .createQuery("select b from BanRow b", BanRow.class)
                  .getResultStream()
                  .filter(row -> confirmed(entities, row))
                  .toList();
            });
    return rows.stream().map(BanRow::ban).filter(ban -> ban.until().isAfter(now)).toList();
  }

  /** A row whose line is missing, says something else or is not signed is no ban. */
  private boolean confirmed(EntityManager entities, BanRow row) {
    AccessLine found = entities.find(AccessLine.class, row.lineId());
    AccessPerson whom = entities.find(AccessPerson.class, row.lineId());
    boolean good =
        found != null && row.saidBy(found.line(), whom) && genuine(entities, found.line());
    if (!good) {
      LOG.log(
          Level.ERROR,
          "void: a ban of room {0} has no signed line in the access log",
          row.ban().key());
    }
    return good;
  }

  private boolean genuine(EntityManager entities, Line line) {
    boolean known = line.hashHex().equals(genuine.getIfPresent(line.toString()));
    boolean good =
        Arrays.equals(line.hash(), line.computedHash())
            && (known || acts.genuine(entities.unwrap(Connection.class), line));
    if (good) {
      genuine.put(line.toString(), line.hashHex());
    }
    return good;
  }

  @Override
  public void keep(Ban ban, Actor operator) {
    long until = ban.until().toEpochMilli();
    accessLog.record(
        new AccessNote(
            AccessKind.BANNED,
            operator,
            Map.of(
                "space",
                ban.key().space().name(),
                "room",
                ban.key().id(),
                "until",
                String.valueOf(until)),
            Map.of("user", ban.userId().value()),
            (entities, line) -> {
              delete(entities, ban.key(), ban.userId());
              insert(entities, ban, line);
            }));
  }

  @Override
  public void forget(RoomKey key, UserId userId, Actor operator) {
    accessLog.record(
        new AccessNote(
            AccessKind.UNBANNED,
            operator,
            Map.of("space", key.space().name(), "room", key.id()),
            Map.of("user", userId.value()),
            (entities, line) -> delete(entities, key, userId)));
  }

  /** Not by the entity: one transaction may hold two bans of the same user for the same room. */
  private static void insert(EntityManager entities, Ban ban, Line line) {
    entities
        .createNativeQuery(
            "insert into ban (space, room_id, user_id, until_millis, chain, seq)"
                + " values (?1, ?2, ?3, ?4, ?5, ?6)")
        .setParameter(1, ban.key().space().name())
        .setParameter(2, ban.key().id())
        .setParameter(3, ban.userId().value())
        .setParameter(4, ban.until().toEpochMilli())
        .setParameter(5, line.chain())
        .setParameter(6, line.seq())
        .executeUpdate();
  }

  private static void delete(EntityManager entities, RoomKey key, UserId userId) {
    entities
        .createQuery(
            "delete from BanRow b where b.space = :space and b.roomId = :room"
                + " and b.userId = :user")
        .setParameter("space", key.space().name())
        .setParameter("room", key.id())
        .setParameter("user", userId.value())
        .executeUpdate();
  }
}
