package org.rtcroom.delivery;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.rtcroom.room.GroupClaims;
import org.rtcroom.room.SessionId;
import org.rtcroom.room.Telling;

/**
 * The deliveries in table {@code delivery}. Every time that is compared is the database's, so that
 * nodes with wrong clocks agree.
 */
@Stateless
@Local(DeliveryStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeliveryRows implements DeliveryStore {

  /** Valid for H2 and PostgreSQL. */
  private static final String NOW =
      "select cast(extract(epoch from current_timestamp) * 1000 as bigint)";

  private static final String ROW = " where d.sessionId = :session and d.kind = :kind";

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  @Inject GroupClaims groupClaims;

  /** The kinds are in alphabetical order, so the destroying of a group comes before a notice. */
  @Override
  public Look claim(SessionId sessionId, boolean ignoringBackOff, Duration lease) {
    List<Delivery> rows =
        em.createQuery(
                "select d from Delivery d where d.sessionId = :session order by d.kind",
                Delivery.class)
            .setParameter("session", sessionId.value())
            .getResultList();
    if (rows.isEmpty()) {
      return Look.without(Left.NOTHING);
    }
    Delivery first = rows.get(0);
    long now = now();
    if (first.claimedAt(now)) {
      return Look.without(Left.ELSEWHERE);
    }
    return ignoringBackOff || first.dueAt(now)
        ? claim(first, now, lease)
        : Look.without(Left.LATER);
  }

  private Look claim(Delivery row, long now, Duration lease) {
    SessionId sessionId = new SessionId(row.sessionId());
    String claimedBy = UUID.randomUUID().toString();
    int claimed =
        on(
                "update Delivery d set d.claimedUntilMillis = :until, d.claimedBy = :by"
                    + ROW
                    + " and d.version = :version and d.claimedUntilMillis <= :now",
                sessionId,
                row.kind())
            .setParameter("until", now + lease.toMillis())
            .setParameter("by", claimedBy)
            .setParameter("version", row.version())
            .setParameter("now", now)
            .executeUpdate();
    return claimed == 1
        ? Look.claimed(
            new Claim(
                sessionId, row.kind(), row.groupId(), row.version(), row.attempts(), claimedBy))
        : Look.without(Left.ELSEWHERE);
  }

  @Override
  public boolean finish(Claim claim) {
    int deleted =
        on("delete from Delivery d" + ROW + " and d.version = :version", claim)
            .setParameter("version", claim.version())
            .executeUpdate();
    if (deleted == 0) {
      on("update Delivery d set d.claimedUntilMillis = 0" + ROW + " and d.claimedBy = :by", claim)
          .setParameter("by", claim.claimedBy())
          .executeUpdate();
      return false;
    }
    if (claim.kind() == Telling.DESTROY_GROUP) {
      groupClaims.release(claim.sessionId());
    }
    return true;
  }

  @Override
  public void postpone(Claim claim, Duration pause, String reason) {
    on(
            "update Delivery d set d.attempts = :attempts, d.claimedUntilMillis = 0,"
                + " d.nextAttemptMillis = :next, d.lastError = :reason"
                + ROW
                + " and d.claimedBy = :by",
            claim)
        .setParameter("attempts", claim.attempts() + 1)
        .setParameter("next", now() + pause.toMillis())
        .setParameter("reason", reason)
        .setParameter("by", claim.claimedBy())
        .executeUpdate();
  }

  @Override
  public List<SessionId> due(int limit) {
    return em
        .createQuery(
            "select d.sessionId from Delivery d"
                + " where d.nextAttemptMillis <= :now and d.claimedUntilMillis <= :now"
                + " order by d.attempts, d.createdMillis",
            String.class)
        .setParameter("now", now())
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(SessionId::new)
        .toList();
  }

  private Query on(String jpql, Claim claim) {
    return on(jpql, claim.sessionId(), claim.kind());
  }

  private Query on(String jpql, SessionId sessionId, Telling kind) {
    return em.createQuery(jpql)
        .setParameter("session", sessionId.value())
        .setParameter("kind", kind);
  }

  /** Milliseconds since 1970 by the clock of the database. */
  private long now() {
    return ((Number) em.createNativeQuery(NOW).getSingleResult()).longValue();
  }
}
