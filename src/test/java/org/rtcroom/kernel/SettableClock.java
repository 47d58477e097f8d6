package org.rtcroom.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks, moved by hand: the one people read and the one nobody can set. */
public final class SettableClock extends Clock implements MonotonicClock {

  private static final Duration STEP = Duration.ofMillis(500);

  private final List<Runnable> awake = new CopyOnWriteArrayList<>();
  private final AtomicLong micros;
  private final AtomicLong nanos = new AtomicLong(77);

  /** Begins at no whole millisecond, as the clock of a real machine. */
  public SettableClock() {
    this(Instant.parse("2026-03-01T09:00:00.123456Z"));
  }

  public SettableClock(Instant now) {
    micros = new AtomicLong(now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
  }

  /** From now on that is done again and again while time passes, as a thread would. */
  public void whileAwake(Runnable work) {
    awake.add(work);
  }

  /** Time passes, and the process is awake. */
  public void advance(Duration time) {
    if (awake.isEmpty()) {
      freeze(time);
      return;
    }
    Duration left = time;
    while (left.compareTo(STEP) > 0) {
      freeze(STEP);
      awake.forEach(Runnable::run);
      left = left.minus(STEP);
    }
    freeze(left);
    awake.forEach(Runnable::run);
  }

  /** Time passes, and the process does not run. */
  public void freeze(Duration time) {
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
