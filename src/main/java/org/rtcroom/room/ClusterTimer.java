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
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rtcroom.kernel.ServiceStarted;
import org.rtcroom.kernel.ThrottledLog;

/**
 * Runs every few seconds in a cluster, from the end of the start on: the {@link ClusterRound}, and,
 * apart from it because it may take long, the reading of changes by other nodes. The timers are not
 * persistent, nothing runs twice at the same time, and no exception gets out.
 */
@Singleton
@Startup
@DependsOn("RoomReplay")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClusterTimer {

  private static final Logger LOG = System.getLogger(ClusterTimer.class.getName());
  private static final String ROUND = "round";
  private static final String READING = "reading";

  @Resource TimerService timers;
  @Inject ClusterRound round;
  @Inject RoomDirectory directory;
  @Inject Cluster cluster;
  @Inject RoomSettings settings;
  @Inject ThrottledLog trouble;

  private final AtomicBoolean inRound = new AtomicBoolean();
  private final AtomicBoolean reading = new AtomicBoolean();

  @PostConstruct
  void start() {
    if (cluster.enabled()) {
      round.begin();
    }
  }

  /**
   * Sets the timers.
   *
   * @param now says nothing else
   */
  public void begin(@Observes ServiceStarted now) {
    if (cluster.enabled()) {
      long interval = settings.heartbeatFlush().toMillis();
      timers.createIntervalTimer(interval, interval, new TimerConfig(ROUND, false));
      timers.createIntervalTimer(interval, interval, new TimerConfig(READING, false));
    }
  }

  @Timeout
  void tick(Timer timer) {
    if (ROUND.equals(timer.getInfo())) {
      once(inRound, round::run);
    } else {
      once(reading, directory::refresh);
    }
  }

  private void once(AtomicBoolean running, Runnable work) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      trouble.note(LOG, "cluster: ended early, the next time tries again", e);
    } finally {
      running.set(false);
    }
  }
}
