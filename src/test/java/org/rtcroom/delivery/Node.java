package org.rtcroom.delivery;

import jakarta.transaction.Status;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;
import org.rtcroom.room.Outbox;
import org.rtcroom.settings.Settings;

/** The outbox and the deliveries of one node, on a database it may share with others. */
final class Node extends DeliveryStore implements AutoCloseable {

  final Dispatcher dispatcher;

  /** Looks that this node's dispatcher had. */
  final AtomicInteger looks = new AtomicInteger();

  private final Database database;
  private final Couriers couriers;
  private final DeliveryStore rows;
  private final DeliverySettings settings =
      new DeliverySettings(Settings.of(Map.of("roomservice.delivery.at-once", "4")));

  Node(Database database, Couriers couriers) {
    this.database = database;
    this.couriers = couriers;
    rows = database.rows(couriers);
    dispatcher = DeliveryParts.dispatcher(this, couriers, settings, new Noted(), System::nanoTime);
  }

  /** Keeps with a change that is committed, and wakes. */
  void keepAndWake(SessionId sessionId, Notification... tellings) {
    keep(sessionId, Status.STATUS_COMMITTED, tellings);
    dispatcher.wake(sessionId);
  }

  /**
   * Keeps with a change.
   *
   * @param status what those are told who wait for the end of its transaction; not committed only
   *     if it says rolled back
   */
  void keep(SessionId sessionId, int status, Notification... tellings) {
    Registry registry = new Registry();
    try {
      database.inTransaction(
          em -> {
            TransactionalOutbox outbox =
                DeliveryParts.outbox(
                    couriers, dispatcher, settings, Clock.systemUTC(), System::nanoTime);
            outbox.transaction = registry;
            outbox.keep(
                em.unwrap(Connection.class),
                List.of(new Outbox.Telling(sessionId, sessionId.value(), Set.of(tellings))));
            if (status == Status.STATUS_ROLLEDBACK) {
              throw new IllegalStateException("rolled back for this test");
            }
            return true;
          });
    } catch (IllegalStateException e) {
      // as was asked for
    }
    registry.end(status);
  }

  @Override
  public List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease) {
    looks.addAndGet(wanted.size());
    return rows.claim(wanted, lease);
  }

  @Override
  public List<Boolean> finish(List<Claim> claims) {
    return rows.finish(claims);
  }

  @Override
  public void postpone(Claim claim, Duration pause, String reason) {
    rows.postpone(claim, pause, reason);
  }

  @Override
  public List<SessionId> due(int limit) {
    return rows.due(limit);
  }

  @Override
  public void close() {
    dispatcher.close();
  }
}
