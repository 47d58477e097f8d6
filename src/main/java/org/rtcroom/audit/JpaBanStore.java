package org.rtcroom.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.rtcroom.identity.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.BanStore;
import org.rtcroom.room.Problem;
import org.rtcroom.room.RoomException;
import org.rtcroom.room.RoomKey;

/** Bans in the database: one row per room and user. */
@ApplicationScoped
public class JpaBanStore implements BanStore {

  @Inject ShortTransaction transaction;

  @Override
  public List<Ban> standing(Instant now) {
    return committed(
            entities -> {
              entities
                  .createQuery("delete from BanRow b where b.untilMillis <= :now")
                  .setParameter("now", now.toEpochMilli())
                  .executeUpdate();
              return entities.createQuery("select b from BanRow b", BanRow.class).getResultList();
            })
        .stream()
        .map(BanRow::ban)
        .toList();
  }

  /** In one transaction: the earlier ban goes only if the new one is there. */
  @Override
  public void keep(Ban ban) {
    committed(
        entities -> {
          delete(entities, ban.key(), ban.userId());
          entities.persist(new BanRow(ban));
          return ban;
        });
  }

  @Override
  public void forget(RoomKey key, UserId userId) {
    committed(entities -> delete(entities, key, userId));
  }

  private static int delete(EntityManager entities, RoomKey key, UserId userId) {
    return entities
        .createQuery(
            "delete from BanRow b where b.space = :space and b.roomId = :room"
                + " and b.userId = :user")
        .setParameter("space", key.space().name())
        .setParameter("room", key.id())
        .setParameter("user", userId.value())
        .executeUpdate();
  }

  private <T> T committed(Function<EntityManager, T> work) {
    if (transaction.run(work) instanceof Outcome.Committed<T> committed) {
      return committed.result();
    }
    throw new RoomException(Problem.TRY_AGAIN, "the bans cannot be read or written");
  }
}
