package org.rtcroom.outgoing;

import java.time.Duration;
import org.rtcroom.kernel.MonotonicClock;

/** The moment by which something must be over, one call or several. */
public record Deadline(long endNanos, MonotonicClock stopwatch) {

  public static Deadline in(Duration limit, MonotonicClock stopwatch) {
    return new Deadline(stopwatch.nanos() + limit.toNanos(), stopwatch);
  }

  /** Zero when passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - stopwatch.nanos()));
  }

  public boolean passed() {
    return left().isZero();
  }
}
