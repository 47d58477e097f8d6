package org.rtcroom.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The epoch of tokens, as far as this node knows it; read again as generations are. Thread-safe: it
 * only goes up.
 */
final class TokenEpoch {

  private record KnownEpoch(long value, Instant at) {}

  private final LongSupplier store;
  private final IdentitySettings settings;
  private final Clock clock;
  private volatile @Nullable KnownEpoch known;

  TokenEpoch(LongSupplier store, IdentitySettings settings, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /** The epoch; the store is asked if it is not known, outdated, or below the expected one. */
  long of(long expected) {
    KnownEpoch current = known;
    if (current == null || outdated(current) || current.value() < expected) {
      Instant before = clock.instant();
      current = new KnownEpoch(store.getAsLong(), before);
      known = current;
    }
    return current.value();
  }

  /** As {@link #of}, but the one known before while the store does not answer. */
  long lastKnown(long expected) {
    try {
      return of(expected);
    } catch (RuntimeException e) {
      KnownEpoch current = known;
      if (current == null || current.value() < expected) {
        throw e;
      }
      return current.value();
    }
  }

  private boolean outdated(KnownEpoch current) {
    Duration age = Duration.between(current.at(), clock.instant());
    return settings.cluster()
        && (age.isNegative() || age.compareTo(settings.revocationDelay()) >= 0);
  }
}
