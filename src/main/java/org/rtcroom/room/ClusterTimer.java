package org.rtcroom.room;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls the {@link ClusterRound} again and again, from the end of the replay on, if there is a
 * cluster. The timer is not persistent, rounds do not overlap, and no exception gets out.
 */
@Singleton
@Startup
@DependsOn("RoomReplay")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClusterTimer {

  private static final Logger LOG = System.getLogger(ClusterTimer.class.getName());

  @Resource TimerService timers;
  @Inject ClusterRound round;
  @Inject Cluster cluster;
  @Inject RoomSettings settings;

  private final AtomicBoolean running = new AtomicBoolean();

  @PostConstruct
  void start() {
    if (cluster.enabled()) {
      long interval = settings.heartbeatFlush().toMillis();
      timers.createIntervalTimer(interval, interval, new TimerConfig("cluster", false));
    }
  }

  @Timeout
  void round() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      round.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "cluster: a round ended early, the next one tries again", e);
    } finally {
      running.set(false);
    }
  }
}
