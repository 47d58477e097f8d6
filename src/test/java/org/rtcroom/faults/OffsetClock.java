package org.rtcroom.faults;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.rtcroom.kernel.MonotonicClock;

/**
 * A wall clock that is wrong by {@value #AHEAD} milliseconds, beside a monotonic one that is not.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class OffsetClock extends Clock implements MonotonicClock {

  static final String AHEAD = "it.faults.clock-ahead";

  private final Duration ahead = Duration.ofMillis(Long.getLong(AHEAD, 0));

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(ahead);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the service knows UTC only");
  }
}
