package org.rtcroom.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks, moved by hand: the one people read and the one nobody can set. */
public final class SettableClock extends Clock implements MonotonicClock {

  private final AtomicLong micros;
  private final AtomicLong nanos = new AtomicLong(77);

  /** Begins at no whole millisecond, as the clock of a real machine. */
  public SettableClock() {
    this(Instant.parse("2026-03-01T09:00:00.123456Z"));
  }

  public SettableClock(Instant now) {
    micros = new AtomicLong(now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
  }

  /** Time passes. */
  public void advance(Duration time) {
    jump(time);
    nanos.addAndGet(time.toNanos());
  }

  /** Somebody sets the wall clock. */
  public void jump(Duration step) {
    micros.addAndGet(step.toNanos() / 1_000);
  }

  @Override
  public Instant instant() {
    long now = micros.get();
    return Instant.ofEpochSecond(now / 1_000_000, now % 1_000_000 * 1_000);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
