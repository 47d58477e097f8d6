package org.rtcroom.delivery;

import static java.util.stream.Collectors.toSet;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
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

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry transaction;

  @Inject Couriers couriers;
  @Inject Dispatcher dispatcher;
  @Inject DeliverySettings settings;
  @Inject Clock clock;
  @Inject MonotonicClock stopwatch;

  /** A kind of message that a session has to tell. */
  private record KeptRow(Telling telling, Notification kind) {

    static Stream<KeptRow> of(Telling telling, Set<Notification> kinds) {
      return kinds.stream().sorted().map(kind -> new KeptRow(telling, kind));
    }

    Object[] names() {
      return new Object[] {telling.sessionId().value(), kind.name()};
    }
  }

  /** A new row, and whether this node delivers it at once. */
  private record NewRow(Claim claim, boolean ahead) {}

  /**
   * Merges each with one of its kind that is not delivered yet, and deletes the kinds it drops.
   * Several new rows of one session are claimed by looks, one after the other.
   */
  @Override
  public void keep(Connection connection, List<Telling> tellings) {
    Jdbc jdbc = new Jdbc(connection);
    List<KeptRow> dropped =
        tellings.stream().flatMap(telling -> KeptRow.of(telling, drops(telling))).toList();
    jdbc.each(DROP, dropped, KeptRow::names);
    List<KeptRow> kept =
        tellings.stream().flatMap(telling -> KeptRow.of(telling, keeps(telling))).toList();
    boolean[] merged = jdbc.each(MERGE, kept, KeptRow::names);
    List<NewRow> rows = new ArrayList<>();
    for (int i = 0; i < merged.length; i++) {
      if (!merged[i]) {
        rows.add(newRow(kept.get(i)));
      }
    }
    insert(jdbc, rows);
  }

  private Set<Notification> drops(Telling telling) {
    return telling.kinds().stream()
        .flatMap(kind -> couriers.of(kind).drops().stream())
        .collect(toSet());
  }

  private Set<Notification> keeps(Telling telling) {
    Set<Notification> dropped = drops(telling);
    return telling.kinds().stream().filter(kind -> !dropped.contains(kind)).collect(toSet());
  }

  private NewRow newRow(KeptRow kept) {
    Telling telling = kept.telling();
    String claimedBy = UUID.randomUUID().toString();
    Claim row = new Claim(telling.sessionId(), kept.kind(), telling.groupId(), 1, 0, claimedBy);
    return new NewRow(row, keeps(telling).size() == 1 && dispatcher.idle());
  }

  /** A notice that was dropped may be under way: the dispatcher makes the next delivery wait. */
  private void insert(Jdbc jdbc, List<NewRow> rows) {
    long sinceNanos = stopwatch.nanos();
    jdbc.each(INSERT, rows, this::values);
    List<Claim> ahead = rows.stream().filter(NewRow::ahead).map(NewRow::claim).toList();
    if (!ahead.isEmpty()) {
      transaction.registerInterposedSynchronization(
          new CommitCallback(() -> ahead.forEach(row -> dispatcher.deliver(row, sinceNanos))));
    }
  }

  private Object[] values(NewRow row) {
    Claim claim = row.claim();
    return new Object[] {
      claim.sessionId().value(),
      claim.kind().name(),
      claim.groupId(),
      claim.version(),
      clock.millis(),
      row.ahead(),
      settings.lease().toMillis(),
      claim.claimedBy()
    };
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
