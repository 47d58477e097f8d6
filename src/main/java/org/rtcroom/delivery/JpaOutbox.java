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
public class JpaOutbox implements Outbox {

  @PersistenceContext(unitName = "roomservice")
  EntityManager em;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry transaction;

  private Dispatcher dispatcher;
  private DeliverySettings settings;
  private Clock clock;
  private MonotonicClock stopwatch;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected JpaOutbox() {}

  @Inject
  @SuppressWarnings("NullAway.Init")
  JpaOutbox(
      Dispatcher dispatcher, DeliverySettings settings, Clock clock, MonotonicClock stopwatch) {
    this.dispatcher = dispatcher;
    this.settings = settings;
    this.clock = clock;
    this.stopwatch = stopwatch;
  }

  /** Merges a notice with one that is not delivered yet; the destroying of the group drops it. */
  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void keep(SessionId sessionId, String groupId, Set<Notification> tellings) {
    if (tellings.contains(Notification.DESTROY_GROUP)) {
      new DeliveryTable(Jdbc.of(em)).drop(sessionId, Notification.NOTICE);
      put(first(sessionId, groupId, Notification.DESTROY_GROUP));
    } else if (tellings.contains(Notification.NOTICE)) {
      put(first(sessionId, groupId, Notification.NOTICE));
    }
  }

  private static Claim first(SessionId sessionId, String groupId, Notification kind) {
    return new Claim(sessionId, kind, groupId, 1, 0, Claim.newName());
  }

  /** A notice that was dropped may be under way: the dispatcher makes what comes next wait. */
  private void put(Claim row) {
    DeliveryTable table = new DeliveryTable(Jdbc.of(em));
    if (table.merge(row.sessionId(), row.kind())) {
      return;
    }
    boolean ahead = dispatcher.idle();
    long sinceNanos = stopwatch.nanos();
    if (ahead) {
      table.insert(row, clock.millis(), settings.lease());
      transaction.registerInterposedSynchronization(
          new OnceCommitted(() -> dispatcher.deliver(new ClaimAhead(row, sinceNanos))));
    } else {
      table.insert(row, clock.millis());
    }
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
