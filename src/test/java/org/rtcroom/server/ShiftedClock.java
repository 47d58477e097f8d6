package org.rtcroom.server;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.rtcroom.kernel.MonotonicClock;

/**
 * The system's clock, put forward by as much as tests asked for. Runs on between two advances, so
 * that callers from outside, whose clock is the system's, can be served meanwhile.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class ShiftedClock extends Clock implements MonotonicClock {

  private final AtomicLong aheadNanos = new AtomicLong();

  /** Puts the clock forward, for the whole application and for good. */
  public void advance(Duration by) {
    aheadNanos.addAndGet(by.toNanos());
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plusNanos(aheadNanos.get());
  }

  /** Goes forward with the clock: an advance is time that passed, not a clock that was set. */
  @Override
  public long nanos() {
    return System.nanoTime() + aheadNanos.get();
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
