package org.rtcroom.room;

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
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.ServiceStarted;
import org.rtcroom.kernel.Serving;

/**
 * Sweeps again and again, from the end of the start on.
 *
 * <p>The timer is not persistent: it belongs to this start of this node, and a persistent one would
 * be lost with the node that made it. A sweep that still runs is not joined by a second one, and no
 * exception gets out, because a timer that throws may never be called again.
 */
@Singleton
@Startup
@DependsOn("RoomReplay")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LapseSweeper {

  private static final Logger LOG = System.getLogger(LapseSweeper.class.getName());

  @Resource TimerService timers;
  @Inject Sweep sweep;
  @Inject RoomSettings settings;
  @Inject Serving serving;
  @Inject Clock clock;

  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable Instant lastFinished;

  /**
   * Sets the timer.
   *
   * @param now says nothing else
   */
  public void begin(@Observes ServiceStarted now) {
    long interval = settings.sweepInterval().toMillis();
    timers.createIntervalTimer(interval, interval, new TimerConfig("sweep", false));
  }

  @Timeout
  void sweep() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      if (serving.allowed()) {
        sweep.run();
      }
      lastFinished = clock.instant();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "sweep: ended early, the next one tries again", e);
    } finally {
      running.set(false);
    }
  }

  /** When a sweep last came to its end, or had nothing to look at; empty before the first. */
  public Optional<Instant> lastFinished() {
    return Optional.ofNullable(lastFinished);
  }
}
