package org.rtcroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;
import org.rtcroom.kernel.UserId;

/**
 * What this node knows of users' generations. On a single node all changes are made here, so what
 * is known stays right; in a cluster it is read again once it is older than {@code
 * roomservice.identity.revocation-delay}. Thread-safe: generations only grow, so of two readings
 * the higher one is right whatever their order.
 */
final class Generations {

  /** Some 200 bytes each. */
  private final Cache<UserId, Known> known =
      Caffeine.newBuilder().maximumSize(Tokens.MOST_REMEMBERED).build();

  private final IdentitySettings settings;
  private final TokenStore store;
  private final Clock clock;

  private record Known(long generation, Instant at) {

    Known newerOf(Known other) {
      Instant later = at.isAfter(other.at) ? at : other.at;
      return new Known(Math.max(generation, other.generation), later);
    }
  }

  Generations(IdentitySettings settings, TokenStore store, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Lets a user's generation grow.
   *
   * @param recorded gives the new one, once that is durable
   */
  long advance(Advance advance, ToLongFunction<Advance> recorded) {
    Instant before = clock.instant();
    long generation = recorded.applyAsLong(advance);
    remember(advance.user(), generation, before);
    return generation;
  }

  /** Whether a token of this generation is among the user's newest. */
  boolean good(UserId user, long generation) {
    Known current = known.getIfPresent(user);
    if (current == null || outdated(current) || generation > current.generation()) {
      current = reload(user);
    }
    boolean pushedOut = generation <= current.generation() - settings.tokensPerUser();
    return !pushedOut && generation <= current.generation();
  }

  private Known reload(UserId user) {
    Instant before = clock.instant();
    return remember(user, store.generation(user), before);
  }

  private Known remember(UserId user, long generation, Instant at) {
    return known.asMap().merge(user, new Known(generation, at), Known::newerOf);
  }

  /** A wall clock that was set back makes what is known outdated too. */
  private boolean outdated(Known current) {
    Duration age = Duration.between(current.at(), clock.instant());
    boolean tooOld = age.compareTo(settings.revocationDelay()) >= 0;
    return settings.cluster() && (age.isNegative() || tooOld);
  }
}
