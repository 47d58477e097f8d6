package org.rtcroom.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks, moved by hand: the one people read and the one nobody can set. */
final class TestClock extends Clock implements MonotonicClock {

  /** Not a whole millisecond, as the clock of a real machine. */
  private final AtomicLong micros =
      new AtomicLong(Instant.parse("2026-03-01T09:00:00Z").getEpochSecond() * 1_000_000 + 123_456);

  private final AtomicLong nanos = new AtomicLong(77);

  /** Time passes. */
  void advance(Duration time) {
    jump(time);
    nanos.addAndGet(time.toNanos());
  }

  /** Somebody sets the wall clock. */
  void jump(Duration step) {
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
