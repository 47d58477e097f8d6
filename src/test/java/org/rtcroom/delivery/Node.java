package org.rtcroom.delivery;

import jakarta.transaction.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;
import org.rtcroom.settings.Settings;

/** The outbox and the deliveries of one node, on a database it may share with others. */
final class Node implements DeliveryStore, AutoCloseable {

  final Dispatcher dispatcher;

  /** Looks that this node's dispatcher had. */
  final AtomicInteger looks = new AtomicInteger();

  private final Database database;
  private final DeliverySettings settings =
      DeliverySettings.read(Settings.of(Map.of("roomservice.delivery.at-once", "4")));

  Node(Database database, Courier courier) {
    this.database = database;
    DeliveryThreads threads = new DeliveryThreads(settings);
    threads.start();
    Deliverer deliverer =
        new Deliverer(this, courier, settings, new FailureLog(new Noted()), threads);
    dispatcher = new Dispatcher(deliverer, this, settings, threads, System::nanoTime);
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
            JpaOutbox outbox =
                new JpaOutbox(dispatcher, settings, Clock.systemUTC(), System::nanoTime);
            outbox.em = em;
            outbox.transaction = registry;
            outbox.keep(sessionId, sessionId.value(), EnumSet.copyOf(List.of(tellings)));
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

  private <T> T rows(Function<DeliveryRows, T> work) {
    return database.inTransaction(
        em -> {
          DeliveryRows rows = new DeliveryRows();
          rows.em = em;
          rows.groupClaims = sessions -> {};
          return work.apply(rows);
        });
  }

  @Override
  public List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease) {
    looks.addAndGet(wanted.size());
    return rows(rows -> rows.claim(wanted, lease));
  }

  @Override
  public List<Boolean> finish(List<Claim> claims) {
    return rows(rows -> rows.finish(claims));
  }

  @Override
  public void postpone(Claim claim, Duration pause, String reason) {
    rows(
        rows -> {
          rows.postpone(claim, pause, reason);
          return true;
        });
  }

  @Override
  public List<SessionId> due(int limit) {
    return rows(rows -> rows.due(limit));
  }

  @Override
  public void close() {
    dispatcher.close();
  }
}
