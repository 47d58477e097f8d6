package org.rtcroom.room;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.ServiceStarted;
import org.rtcroom.kernel.Serving;
import org.rtcroom.kernel.ThrottledLog;

/**
 * Runs again and again, from the end of the start on: the {@link Sweep} and, in a cluster, the
 * {@link ClusterRound} and, apart from it because it may take long, the reading of changes by other
 * nodes.
 *
 * <p>The timers are not persistent: they belong to this start of this node, and persistent ones
 * would be lost with the node that made them. Nothing runs twice at the same time, and no exception
 * gets out, because a timer that throws may never be called again.
 */
@Singleton
@Startup
@DependsOn("RoomReplay")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoomTimer {

  private static final Logger LOG = System.getLogger(RoomTimer.class.getName());
  private static final String SWEEP = "sweep";
  private static final String ROUND = "round";
  private static final String READING = "reading";

  @Resource TimerService timers;
  @Inject Sweep sweep;
  @Inject ClusterRound round;
  @Inject RoomDirectory directory;
  @Inject Cluster cluster;
  @Inject RoomSettings settings;
  @Inject Serving serving;
  @Inject Clock clock;
  @Inject ThrottledLog trouble;

  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final AtomicBoolean inRound = new AtomicBoolean();
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile @Nullable Instant lastFinished;

  @PostConstruct
  void start() {
    if (cluster.enabled()) {
      round.begin();
    }
  }

  /** Sets the timers. */
  public void begin(@Observes ServiceStarted now) {
    every(settings.sweepInterval(), SWEEP);
    if (cluster.enabled()) {
      every(settings.heartbeatFlush(), ROUND);
      every(settings.heartbeatFlush(), READING);
    }
  }

  /** While the web application can still ask the database. */
  public void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ending) {
    if (cluster.enabled()) {
      once(inRound, round::end, this::noteClusterFailure);
    }
  }

  private void every(Duration interval, String work) {
    timers.createIntervalTimer(
        interval.toMillis(), interval.toMillis(), new TimerConfig(work, false));
  }

  @Timeout
  void tick(Timer timer) {
    if (SWEEP.equals(timer.getInfo())) {
      sweep();
    } else if (ROUND.equals(timer.getInfo())) {
      once(inRound, round::run, this::noteClusterFailure);
    } else {
      once(reading, directory::refresh, this::noteClusterFailure);
    }
  }

  void sweep() {
    once(
        sweeping,
        () -> {
          if (serving.allowed()) {
            sweep.run();
          }
          lastFinished = clock.instant();
        },
        e -> LOG.log(Level.ERROR, "sweep: ended early, the next one tries again", e));
  }

  private static void once(AtomicBoolean running, Runnable work, Consumer<Throwable> failed) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failed.accept(e);
    } finally {
      running.set(false);
    }
  }

  private void noteClusterFailure(Throwable failure) {
    trouble.note(LOG, "cluster: ended early, the next time tries again", failure);
  }

  /** When a sweep last came to its end, or had nothing to look at; empty before the first. */
  public Optional<Instant> lastFinished() {
    return Optional.ofNullable(lastFinished);
  }
}
