package org.rtcroom.room;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Protects rooms from a clock that cannot be trusted: after a start, after the wall clock jumped
 * against the monotonic one, and whenever the node mistrusts what it knows, every waiting time
 * begins anew. Used by the sweep's thread only.
 */
final class Grace {

  /** How far the two clocks may drift apart between two sweeps. */
  private static final Duration DRIFT = Duration.ofSeconds(2);

  private @Nullable Instant wallBefore;
  private long nanosBefore;
  private Instant notBefore = Instant.EPOCH;

  /**
   * Looks at both clocks.
   *
   * @return whether all waiting times begin anew now
   */
  boolean beginsAt(Instant wall, long nanos) {
    Instant before = wallBefore;
    boolean trusted = before != null && drift(before, wall, nanos).compareTo(DRIFT) <= 0;
    wallBefore = wall;
    nanosBefore = nanos;
    if (!trusted) {
      notBefore = wall;
    }
    return !trusted;
  }

  /** The node's knowledge cannot be trusted: the next look begins a grace. */
  void mistrust() {
    wallBefore = null;
  }

  private Duration drift(Instant before, Instant wall, long nanos) {
    return Duration.between(before, wall).minusNanos(nanos - nanosBefore).abs();
  }

  /** The moment to count a waiting time from; one that began in the future began with the jump. */
  Instant since(Instant begun, Instant now) {
    boolean trusted = begun.isAfter(notBefore) && !begun.isAfter(now);
    return trusted ? begun : notBefore;
  }

  /** Whether the last grace began longer ago than that. */
  boolean over(Duration time, Instant now) {
    return notBefore.plus(time).isBefore(now);
  }
}
