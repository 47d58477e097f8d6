package org.rtcroom.verifier;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts while a verification runs. Written by one thread, read by any. */
public final class Tally {

  enum What {
    SESSIONS,
    ACCESS_LOGS,
    LINES,
    CHECKPOINTS,
    LEAVES,
    ROWS,
    ERASED,
    PURGED,
    UNCOVERED
  }

  private final Map<What, AtomicLong> counts =
      Arrays.stream(What.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), what -> new AtomicLong()));
  private final AtomicLong oldestUncovered = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong lastCheckpoint = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong witnessed = new AtomicLong(-1);

  void add(What what) {
    of(what).incrementAndGet();
  }

  void uncovered(long lines, long firstAtMillis) {
    of(What.UNCOVERED).addAndGet(lines);
    oldestUncovered.accumulateAndGet(firstAtMillis, Math::min);
  }

  void goodCheckpoint(long atMillis) {
    lastCheckpoint.accumulateAndGet(atMillis, Math::max);
  }

  void witnessed(long checkpoints) {
    witnessed.set(checkpoints);
  }

  /** The time of the last good checkpoint; {@link Long#MIN_VALUE} if there is none. */
  long lastCheckpoint() {
    return lastCheckpoint.get();
  }

  /** The counts as they are now. */
  public Report.Counts counts() {
    return new Report.Counts(
        count(What.SESSIONS),
        count(What.ACCESS_LOGS),
        count(What.LINES),
        count(What.CHECKPOINTS),
        count(What.LEAVES),
        count(What.ROWS),
        count(What.ERASED),
        count(What.PURGED),
        count(What.UNCOVERED),
        known(oldestUncovered.get(), Long.MAX_VALUE),
        known(lastCheckpoint.get(), Long.MIN_VALUE),
        known(witnessed.get(), -1));
  }

  private long count(What what) {
    return of(what).get();
  }

  private AtomicLong of(What what) {
    return Objects.requireNonNull(counts.get(what));
  }

  private static Optional<Long> known(long value, long unknown) {
    return value == unknown ? Optional.empty() : Optional.of(value);
  }
}
