package org.rtcroom.tencent;

import java.time.Duration;
import org.rtcroom.kernel.MonotonicClock;

/** The moment by which something must be over. */
record Deadline(long endNanos, MonotonicClock stopwatch) {

  static Deadline in(Duration limit, MonotonicClock stopwatch) {
    return new Deadline(stopwatch.nanos() + limit.toNanos(), stopwatch);
  }

  /** Zero when passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - stopwatch.nanos()));
  }

  boolean passed() {
    return left().isZero();
  }
}
