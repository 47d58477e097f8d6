package org.rtcroom.delivery;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;
import org.rtcroom.room.Outbox;

/**
 * The outbox in table {@code delivery}. What is not merged with a row is claimed for this node in
 * the same statement, if this node can deliver it at once: that saves the look that would claim it.
 * Should this node not get to it, the claim ends like any other.
 */
@ApplicationScoped
public class TransactionalOutbox implements Outbox {

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry transaction;

  @Inject Couriers couriers;
  @Inject Dispatcher dispatcher;
  @Inject DeliverySettings settings;
  @Inject Clock clock;
  @Inject MonotonicClock stopwatch;

  /**
   * Merges each with one of its kind that is not delivered yet, and deletes what it drops. Several
   * are claimed by looks, which take them one after the other.
   */
  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void keep(SessionId sessionId, String groupId, Set<Notification> tellings) {
    DeliveryTable table = new DeliveryTable(Jdbc.of(em));
    Set<Notification> dropped = EnumSet.noneOf(Notification.class);
    tellings.forEach(kind -> dropped.addAll(couriers.of(kind).drops()));
    dropped.forEach(kind -> table.drop(sessionId, kind));
    Set<Notification> kept = EnumSet.noneOf(Notification.class);
    kept.addAll(tellings);
    kept.removeAll(dropped);
    for (Notification kind : kept) {
      if (!table.merge(sessionId, kind)) {
        Claim row = new Claim(sessionId, kind, groupId, 1, 0, Claim.newName());
        insert(table, row, kept.size() == 1 && dispatcher.idle());
      }
    }
  }

  /** A notice that was dropped may be under way: the dispatcher makes what comes next wait. */
  private void insert(DeliveryTable table, Claim row, boolean ahead) {
    if (!ahead) {
      table.insert(row, clock.millis());
      return;
    }
    long sinceNanos = stopwatch.nanos();
    table.insert(row, clock.millis(), settings.lease());
    transaction.registerInterposedSynchronization(
        new OnceCommitted(() -> dispatcher.deliver(row, sinceNanos)));
  }

  /** If nobody knows whether it was committed, the claim ends by itself. */
  private record OnceCommitted(Runnable work) implements Synchronization {

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        work.run();
      }
    }
  }

  @Override
  public void wake(SessionId sessionId) {
    dispatcher.wake(sessionId);
  }

  @Override
  public CompletionStage<Boolean> settle(SessionId sessionId, Duration limit) {
    return dispatcher.settle(sessionId, limit);
  }
}
