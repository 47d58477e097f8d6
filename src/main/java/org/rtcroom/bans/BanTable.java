package org.rtcroom.bans;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.accesslog.AccessNote;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.Ban;
import org.rtcroom.room.BanStore;

/**
 * Bans in the database: one row per room and user, by their pseudonym, written in the transaction
 * of the line of the access log that is its reason. Only the personal part of that line names them.
 */
@ApplicationScoped
public class BanTable implements BanStore {

  private static final Logger LOG = System.getLogger(BanTable.class.getName());

  /** Lines whose signature is not verified again; some 200 bytes each. */
  private static final long MOST_REMEMBERED = 10_000;

  @EJB Transactions transactions;
  @Inject ActSignatures acts;
  @Inject AccessLogWriter accessLog;

  private final Cache<String, Boolean> genuine =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /** Rows go by the database's clock: one node's may be wrong, and all nodes need the rows. */
  @Override
  public List<Ban> standing(Instant now) {
    List<Ban> bans =
        transactions.commitStatements(
            jdbc -> {
              jdbc.update("delete from ban where until_millis <= ?", jdbc.now());
              return jdbc.list(StoredBan::of, StoredBan.SELECT).stream()
                  .filter(stored -> confirmed(jdbc, stored))
                  .map(StoredBan::ban)
                  .toList();
            });
    return bans.stream().filter(ban -> ban.until().isAfter(now)).toList();
  }

  @Override
  public Map<String, Ban.Subject> subjects(List<Ban> bans) {
    if (bans.isEmpty()) {
      return Map.of();
    }
    List<String> ids = bans.stream().map(Ban::id).toList();
    return transactions.commitStatements(
        jdbc -> {
          Map<String, Ban.Subject> subjects = new HashMap<>();
          for (StoredBan stored : jdbc.list(StoredBan::of, StoredBan.SELECT_SOME, ids)) {
            if (confirmed(jdbc, stored)) {
              stored.subject().ifPresent(subject -> subjects.put(stored.ban().id(), subject));
            }
          }
          return subjects;
        });
  }

  /** A row whose line is missing, disagrees or is not signed is no ban. */
  private boolean confirmed(Jdbc jdbc, StoredBan stored) {
    boolean good = stored.reason().filter(line -> genuine(jdbc, line)).isPresent();
    if (!good) {
      LOG.log(Level.ERROR, "void: ban {0} has no signed line", stored.ban().id());
    }
    return good;
  }

  private boolean genuine(Jdbc jdbc, Line line) {
    boolean good =
        genuine.getIfPresent(line.hashHex()) != null || acts.genuine(jdbc.connection(), line);
    if (good) {
      genuine.put(line.hashHex(), true);
    }
    return good;
  }

  @Override
  public void keep(Ban ban, Ban.Subject subject, Actor operator) {
    long until = ban.until().toEpochMilli();
    accessLog.record(
        new AccessNote(
            AccessKind.BANNED,
            operator,
            Map.of("ban", ban.id(), "until", String.valueOf(until)),
            personal(subject),
            (entities, line) -> {
              delete(entities, ban);
              Jdbc.of(entities)
                  .update(
                      "insert into ban (ban_id, until_millis, chain, seq) values (?, ?, ?, ?)",
                      ban.id(),
                      until,
                      line.chain(),
                      line.seq());
            }));
  }

  @Override
  public void forget(Ban ban, Optional<Ban.Subject> subject, Actor operator) {
    accessLog.record(
        new AccessNote(
            AccessKind.UNBANNED,
            operator,
            Map.of("ban", ban.id()),
            subject.map(BanTable::personal).orElse(Map.of()),
            (entities, line) -> delete(entities, ban)));
  }

  private static Map<String, String> personal(Ban.Subject subject) {
    return Map.of(
        "space", subject.key().space().name(),
        "room", subject.key().id(),
        "user", subject.userId().value());
  }

  private static void delete(EntityManager entities, Ban ban) {
    Jdbc.of(entities).update("delete from ban where ban_id = ?", ban.id());
  }
}
