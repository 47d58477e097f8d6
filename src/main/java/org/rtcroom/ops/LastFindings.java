package org.rtcroom.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.ops.Readiness.Finding;

/**
 * What readiness was a moment ago, for callers who are neither known nor counted: however many they
 * are, one of them a second has this node looked at, and the others do not wait for it.
 * Thread-safe.
 */
@ApplicationScoped
class LastFindings {

  /** How old findings may be before somebody looks again. */
  static final Duration FRESH = Duration.ofSeconds(1);

  /** How old they may become while somebody looks. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final List<Finding> TAKES_TOO_LONG =
      List.of(
          new Finding(
              "checks",
              Optional.of("take longer than " + LONGEST.toSeconds() + " s"),
              Optional.empty()));

  /** Findings and the moment at which somebody began to look. */
  private record Look(List<Finding> findings, long nanos) {}

  @Inject Readiness readiness;
  @Inject MonotonicClock stopwatch;

  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile @Nullable Look last;

  List<Finding> get() {
    Look known = last;
    long age = known == null ? Long.MAX_VALUE : stopwatch.nanos() - known.nanos();
    if (known != null && age < FRESH.toNanos()) {
      return known.findings();
    }
    if (looking.compareAndSet(false, true)) {
      return look();
    }
    return known != null && age < LONGEST.toNanos() ? known.findings() : TAKES_TOO_LONG;
  }

  private List<Finding> look() {
    try {
      long begun = stopwatch.nanos();
      List<Finding> findings = readiness.findings();
      last = new Look(findings, begun);
      return findings;
    } finally {
      looking.set(false);
    }
  }
}
