package org.rtcroom.bans;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.accesslog.AccessNote;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.BanStore;
import org.rtcroom.room.IdSpace;
import org.rtcroom.room.RoomKey;

/**
 * Bans in the database: one row per room and user, written in the transaction of the line of the
 * access log that is its reason.
 */
@ApplicationScoped
public class BanTable implements BanStore {

  @EJB Transactions transactions;
  @Inject AccessLogWriter accessLog;

  /** Rows go by the database's clock: one node's may be wrong, and all nodes need the rows. */
  @Override
  public List<Ban> standing(Instant now) {
    List<Ban> bans =
        transactions.commitStatements(
            jdbc -> {
              jdbc.update("delete from ban where until_millis <= ?", jdbc.now());
              return jdbc.list(
                  BanTable::ban, "select space, room_id, user_id, until_millis from ban");
            });
    return bans.stream().filter(ban -> ban.until().isAfter(now)).toList();
  }

  private static Ban ban(ResultSet row) throws SQLException {
    RoomKey key = new RoomKey(IdSpace.valueOf(row.getString(1)), row.getString(2));
    return new Ban(key, new UserId(row.getString(3)), Instant.ofEpochMilli(row.getLong(4)));
  }

  @Override
  public void keep(Ban ban, Actor operator) {
    String space = ban.key().space().name();
    String room = ban.key().id();
    String user = ban.userId().value();
    long until = ban.until().toEpochMilli();
    accessLog.record(
        new AccessNote(
            AccessKind.BANNED,
            operator,
            Map.of("space", space, "room", room, "until", String.valueOf(until)),
            Map.of("user", user),
            (entities, line) -> {
              delete(entities, ban.key(), ban.userId());
              Jdbc.of(entities)
                  .update(
                      "insert into ban (space, room_id, user_id, until_millis, chain, seq)"
                          + " values (?, ?, ?, ?, ?, ?)",
                      space,
                      room,
                      user,
                      until,
                      line.chain(),
                      line.seq());
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

  private static void delete(EntityManager entities, RoomKey key, UserId userId) {
    Jdbc.of(entities)
        .update(
            "delete from ban where space = ? and room_id = ? and user_id = ?",
            key.space().name(),
            key.id(),
            userId.value());
  }
}
