package org.rtcroom.ops;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomTimer;

/**
 * A node whose sweep has stopped would keep lapsed members for ever. Time counts from the probe
 * that saw the last sweep for the first time, so a jump of the wall clock is no obstacle.
 */
@ApplicationScoped
public class SweepCheck implements ReadinessCheck {

  @EJB RoomTimer timer;
  @Inject RoomSettings settings;
  @Inject MonotonicClock stopwatch;

  private final Progress progress = new Progress();

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public Optional<String> obstacle() {
    Duration still = progress.still(timer.lastFinished(), stopwatch.nanos());
    return overdue(still, settings.sweepInterval())
        ? Optional.of("no sweep has finished for too long")
        : Optional.empty();
  }

  /** Ten intervals, or two minutes: a sweep may have to wait for the live platform. */
  static boolean overdue(Duration still, Duration interval) {
    Duration least = Duration.ofMinutes(2);
    Duration ten = interval.multipliedBy(10);
    return still.compareTo(ten.compareTo(least) < 0 ? least : ten) > 0;
  }

  /** How long something has been the same. */
  static final class Progress {
    private Optional<?> last = Optional.empty();
    private long sinceNanos;
    private boolean begun;

    synchronized Duration still(Optional<?> now, long nanos) {
      if (!begun || !last.equals(now)) {
        begun = true;
        last = now;
        sinceNanos = nanos;
      }
      return Duration.ofNanos(nanos - sinceNanos);
    }
  }
}
