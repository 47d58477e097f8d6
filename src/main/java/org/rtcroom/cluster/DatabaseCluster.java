package org.rtcroom.cluster;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.Lease;
import org.rtcroom.database.Question;
import org.rtcroom.database.Transactions;
import org.rtcroom.room.Cluster;
import org.rtcroom.room.Journal;
import org.rtcroom.settings.NodeName;
import org.rtcroom.settings.Settings;

/** The nodes that share a PostgreSQL database. */
@ApplicationScoped
public class DatabaseCluster implements Cluster {

  /** Calls of {@link #takeSweep} between two that forget what nobody needs any more. */
  private static final int FORGET_EVERY = 30;

  @EJB Transactions transaction;
  @Inject Question question;
  @Inject NodeName node;
  @Inject Settings settings;

  private boolean enabled;
  private volatile @Nullable SeenTransactions seen;
  private volatile long toldUntil;
  private final AtomicInteger calls = new AtomicInteger();

  @PostConstruct
  void read() {
    enabled = settings.flag("roomservice.cluster.enabled", false);
  }

  @Override
  public boolean enabled() {
    return enabled;
  }

  @Override
  public News news() {
    SeenTransactions before = seen;
    if (before == null) {
      seen = asked(NewsRows::firstLook);
      return new News(List.of(), false, false);
    }
    NewsRows.Look look = asked(database -> NewsRows.since(database, before));
    seen = look.seen();
    return look.news();
  }

  @Override
  public Exchange exchange(Supplier<Report> here, Duration gone) {
    long since = toldUntil;
    record Dated(Exchange exchange, long at) {}
    Dated learnt =
        committed(
            entities -> {
              Jdbc jdbc = Jdbc.of(entities);
              long now = jdbc.now();
              tell(jdbc, here.get(), now);
              List<Node> nodes =
                  ClusterNodeRows.there(jdbc, now, gone); // first, then what they heard
              return new Dated(new Exchange(nodes, HeartbeatRows.toldSince(jdbc, since)), now);
            });
    toldUntil = learnt.at();
    return learnt.exchange();
  }

  private void tell(Jdbc jdbc, Report report, long until) {
    if (!report.heard().isEmpty()) {
      HeartbeatRows.tell(jdbc, report.heard());
    }
    ClusterNodeRows.tell(jdbc, node.name(), report.waking(), until);
  }

  @Override
  public void leave() {
    committed(
        entities -> {
          ClusterNodeRows.leave(Jdbc.of(entities), node.name());
          return true;
        });
  }

  @Override
  public boolean takeSweep(Duration hold) {
    boolean taken = committed(entities -> Lease.SWEEP.take(entities, node.name(), hold));
    if (taken && calls.incrementAndGet() % FORGET_EVERY == 0) {
      committed(
          entities -> {
            Jdbc jdbc = Jdbc.of(entities);
            HeartbeatRows.forgetTheClosed(jdbc);
            ClusterNodeRows.forget(jdbc, jdbc.now() - Duration.ofDays(1).toMillis());
            return true;
          });
    }
    return taken;
  }

  private <T> T asked(Function<Jdbc, T> what) {
    return answered(() -> question.ask(what));
  }

  private <T> T committed(Function<EntityManager, T> work) {
    return answered(() -> transaction.commit(work));
  }

  private static <T> T answered(Supplier<T> work) {
    try {
      return work.get();
    } catch (DatabaseUnavailable e) {
      throw new Journal.NotRecorded("the database did not answer", e);
    }
  }
}
