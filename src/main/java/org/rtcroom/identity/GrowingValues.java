package org.rtcroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rtcroom.kernel.UserId;

/**
 * The values of users, one each, that only grow, as far as this node knows them. On a single node
 * all changes are made here, so a known value stays right; in a cluster it is read again once it is
 * older than {@code roomservice.identity.revocation-delay}. Thread-safe: of two readings the higher
 * one is right, in any order.
 */
final class GrowingValues<T extends Comparable<T>> {

  /** Some 200 bytes each. */
  private final Cache<UserId, KnownValue<T>> known;

  private final Function<UserId, T> store;
  private final IdentitySettings settings;
  private final Clock clock;

  private record KnownValue<T extends Comparable<T>>(T value, Instant at) {

    KnownValue<T> newerOf(KnownValue<T> other) {
      return new KnownValue<>(later(value, other.value), later(at, other.at));
    }

    private static <C extends Comparable<C>> C later(C one, C other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }

  /**
   * @param most users remembered
   */
  GrowingValues(long most, Function<UserId, T> store, IdentitySettings settings, Clock clock) {
    this.known = Caffeine.newBuilder().maximumSize(most).build();
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /** The value; the store is asked if it is not known, outdated, or below the expected one. */
  T of(UserId user, T expected) {
    KnownValue<T> current = known.getIfPresent(user);
    if (current == null || outdated(current) || current.value().compareTo(expected) < 0) {
      Instant before = clock.instant();
      current = remember(user, store.apply(user), before);
    }
    return current.value();
  }

  /** As {@link #of}; while the store does not answer, what is known serves, if it may be true. */
  T lastKnown(UserId user, T expected) {
    try {
      return of(user, expected);
    } catch (RuntimeException e) {
      KnownValue<T> current = known.getIfPresent(user);
      if (current == null || current.value().compareTo(expected) < 0) {
        throw e;
      }
      return current.value();
    }
  }

  /**
   * Has the value grow.
   *
   * @param recorded gives the new one, once that is durable
   */
  T grow(UserId user, Supplier<T> recorded) {
    Instant before = clock.instant();
    T value = recorded.get();
    remember(user, value, before);
    return value;
  }

  private KnownValue<T> remember(UserId user, T value, Instant at) {
    return known.asMap().merge(user, new KnownValue<>(value, at), KnownValue::newerOf);
  }

  /** A wall clock that was set back makes a known value outdated too. */
  private boolean outdated(KnownValue<T> current) {
    Duration age = Duration.between(current.at(), clock.instant());
    boolean tooOld = age.compareTo(settings.revocationDelay()) >= 0;
    return settings.cluster() && (age.isNegative() || tooOld);
  }
}
