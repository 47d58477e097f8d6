package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rtcroom.room.Notification;

/** What is not delivered yet, for those who operate the service. */
@ApplicationScoped
@Transactional
public class Deliveries {

  /** Which deliveries are wanted. */
  public enum State {
    ALL,
    /** At least one attempt failed. */
    FAILED,
    /** Older than {@code roomservice.delivery.stuck-after}. */
    STUCK
  }

  private static final int MOST = 500;

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  private DeliverySettings settings;
  private Clock clock;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected Deliveries() {}

  @Inject
  Deliveries(DeliverySettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Pending deliveries in order of their sessions' opening.
   *
   * @param cursor of the last one already seen; empty begins the list
   * @param limit how many at most, up to 500
   * @throws IllegalArgumentException if the cursor is none of ours
   */
  public List<PendingDelivery> pending(State state, String cursor, int limit) {
    String[] after = cursor.isEmpty() ? new String[] {"", "NOTICE"} : cursor.split(":", 2);
    if (after.length != 2) {
      throw new IllegalArgumentException("not a cursor of deliveries");
    }
    return em
        .createQuery(
            "select d from Delivery d where (d.sessionId > :session"
                + " or (d.sessionId = :session and d.kind > :kind))"
                + " and d.attempts >= :attempts and d.createdMillis <= :created"
                + " order by d.sessionId, d.kind",
            Delivery.class)
        .setParameter("session", after[0])
        .setParameter("kind", Notification.valueOf(after[1]))
        .setParameter("attempts", state == State.FAILED ? 1 : 0)
        .setParameter("created", state == State.STUCK ? stuckSince() : Long.MAX_VALUE)
        .setMaxResults(Math.max(1, Math.min(MOST, limit)))
        .getResultList()
        .stream()
        .map(PendingDelivery::of)
        .toList();
  }

  /** A pending delivery by its own {@link PendingDelivery#cursor}. */
  public Optional<PendingDelivery> find(String cursor) {
    return em.createQuery("select d from Delivery d where d.sessionId = :session", Delivery.class)
        .setParameter("session", cursor.split(":", 2)[0])
        .getResultStream()
        .map(PendingDelivery::of)
        .filter(delivery -> delivery.cursor().equals(cursor))
        .findFirst();
  }

  /** How much there is, and how old. */
  public Backlog backlog() {
    Object[] row =
        em.createQuery(
                "select count(d), sum(case when d.createdMillis <= :stuck then 1 else 0 end),"
                    + " min(d.createdMillis) from Delivery d",
                Object[].class)
            .setParameter("stuck", stuckSince())
            .getSingleResult();
    long pending = ((Number) row[0]).longValue();
    if (pending == 0) {
      return new Backlog(0, 0, Duration.ZERO);
    }
    long age = Math.max(0, clock.millis() - ((Number) row[2]).longValue());
    return new Backlog(pending, ((Number) row[1]).longValue(), Duration.ofMillis(age));
  }

  private long stuckSince() {
    return clock.millis() - settings.stuckAfter().toMillis();
  }
}
