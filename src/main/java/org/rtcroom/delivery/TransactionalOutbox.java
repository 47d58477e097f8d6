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
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.rtcroom.database.Dialect;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;
import org.rtcroom.room.Outbox;

/**
 * The outbox in table {@code delivery}. A new row is claimed for this node by the statement that
 * inserts it, if this node can deliver it at once: that saves the look that would claim it. If this
 * node does not get to it, the claim ends like any other.
 */
@ApplicationScoped
public class TransactionalOutbox implements Outbox {

  private static final String DROP = "delete from delivery" + DeliveryStore.ROW;

  private static final String MERGE =
      "update delivery set version = version + 1" + DeliveryStore.ROW;

  private static final String INSERT =
      "insert into delivery (session_id, kind, group_id, version, attempts, created_millis,"
          + " next_attempt_millis, claimed_until_millis, claimed_by)"
          + " values (?, ?, ?, ?, 0, ?, 0, case when ? then "
          + Dialect.NOW
          + " + ? else 0 end, ?)";

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
   * Merges each with one of its kind that is not delivered yet, and deletes the kinds it drops.
   * Several new rows are claimed by looks, one after the other.
   */
  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void keep(SessionId sessionId, String groupId, Set<Notification> tellings) {
    Jdbc jdbc = Jdbc.of(em);
    Set<Notification> dropped = EnumSet.noneOf(Notification.class);
    tellings.forEach(kind -> dropped.addAll(couriers.of(kind).drops()));
    dropped.forEach(kind -> jdbc.update(DROP, sessionId.value(), kind.name()));
    List<Notification> kept =
        tellings.stream().filter(kind -> !dropped.contains(kind)).sorted().toList();
    for (Notification kind : kept) {
      if (jdbc.update(MERGE, sessionId.value(), kind.name()) == 0) {
        Claim row = new Claim(sessionId, kind, groupId, 1, 0, UUID.randomUUID().toString());
        insert(jdbc, row, kept.size() == 1 && dispatcher.idle());
      }
    }
  }

  /** A notice that was dropped may be under way: the dispatcher makes the next delivery wait. */
  private void insert(Jdbc jdbc, Claim row, boolean ahead) {
    long sinceNanos = stopwatch.nanos();
    jdbc.update(
        INSERT,
        row.sessionId().value(),
        row.kind().name(),
        row.groupId(),
        row.version(),
        clock.millis(),
        ahead,
        settings.lease().toMillis(),
        row.claimedBy());
    if (ahead) {
      transaction.registerInterposedSynchronization(
          new CommitCallback(() -> dispatcher.deliver(row, sinceNanos)));
    }
  }

  /** Where the outcome of the commit is unknown, the claim ends by itself. */
  private record CommitCallback(Runnable work) implements Synchronization {

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
