package org.rtcroom.checkpoint;

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
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rtcroom.accesslog.DeadNodes;
import org.rtcroom.kernel.ServiceStarted;
import org.rtcroom.kernel.ThrottledLog;

/**
 * Compares the database with the file outside when the service starts, and then looks every second
 * whether a checkpoint is due or a witness has to see one. The timers are not persistent: each node
 * looks, and a lease picks the one that acts.
 */
@Singleton
@Startup
@DependsOn("AccessLogThread")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CheckpointTimer {

  private static final Logger LOG = System.getLogger(CheckpointTimer.class.getName());

  private static final long INTERVAL_MILLIS = 1_000;

  /** Looks between two notes of this node's clock. */
  private static final int CLOCK_NOTED_EVERY = 60;

  private static final String WITNESS = "witness";
  private static final String NTP = "ntp";

  @Resource TimerService timers;
  @Inject StartComparison comparison;
  @Inject CheckpointGate gate;
  @Inject KeyRotation rotation;
  @Inject CheckpointWriter writer;
  @Inject DeadNodes deadNodes;
  @Inject DueEndings due;
  @Inject WitnessCourier courier;
  @Inject Witness witness;
  @Inject NtpOffset ntp;
  @Inject ThrottledLog trouble;

  private final SingleRun writing = new SingleRun();
  private final SingleRun showing = new SingleRun();
  private final SingleRun asking = new SingleRun();
  private int looks;

  @PostConstruct
  void start() {
    gate.witnessedBy(witness.name());
    if (comparison.passed()) {
      rotation.settle();
    }
  }

  /**
   * Sets the timers, if there is something to sign.
   *
   * @param now says nothing else
   */
  public void begin(@Observes ServiceStarted now) {
    if (gate.allowed()) {
      for (String work : List.of("checkpoint", WITNESS, NTP)) {
        timers.createIntervalTimer(INTERVAL_MILLIS, INTERVAL_MILLIS, new TimerConfig(work, false));
      }
    }
  }

  /**
   * Lets no exception out, which would end the timer. A witness or a clock that hangs delays no
   * checkpoint.
   */
  @Timeout
  void look(Timer timer) {
    if (!gate.allowed()) {
      return;
    }
    if (WITNESS.equals(timer.getInfo())) {
      showing.alone(courier::carry);
    } else if (NTP.equals(timer.getInfo())) {
      asking.alone(ntp::askIfDue);
    } else {
      writing.alone(this::write);
    }
  }

  private void write() {
    if (looks++ % CLOCK_NOTED_EVERY == 0) {
      writer.noteClock();
      deadNodes.endLogs();
      due.repeat();
    }
    writer.writeIfDue();
  }

  /** Work that never overlaps itself; its exceptions are logged. */
  private final class SingleRun {

    private final AtomicBoolean running = new AtomicBoolean();

    void alone(Runnable work) {
      if (!running.compareAndSet(false, true)) {
        return;
      }
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        trouble.note(LOG, "checkpoints wait", e);
      } finally {
        running.set(false);
      }
    }
  }
}
