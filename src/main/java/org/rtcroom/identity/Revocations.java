package org.rtcroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Which tickets are refused although they are good in themselves. On a single node all changes are
 * made here, so what is known stays right; in a cluster it is read again once it is older than
 * {@code roomservice.identity.revocation-delay}. Thread-safe.
 */
@Unproxied
public class Revocations {

  /** Users; some 200 bytes each. */
  private static final long MOST_REMEMBERED = 100_000;

  private final Cache<UserId, Known> known =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  private final IdentitySettings settings;
  private final RevocationStore store;
  private final Clock clock;

  private record Known(Instant notBefore, Instant at) {

    Known laterOf(Known other) {
      Instant later = at.isAfter(other.at) ? at : other.at;
      return new Known(notBefore.isAfter(other.notBefore) ? notBefore : other.notBefore, later);
    }
  }

  @Inject
  public Revocations(IdentitySettings settings, RevocationStore store, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
  }

  /** Refuses the user's tickets issued before that moment. Durable when this returns. */
  public void refuseBefore(UserId user, Instant notBefore) {
    Instant at = clock.instant();
    store.refuseBefore(user, notBefore);
    remember(user, notBefore, at);
  }

  /**
   * Lets a ticket pass, or not.
   *
   * @throws NotAuthenticated if tickets issued at that time are refused
   */
  void check(UserId user, Instant issued) {
    Known current = known.getIfPresent(user);
    if (current == null || outdated(current)) {
      Instant at = clock.instant();
      current = remember(user, store.notBefore(user), at);
    }
    if (issued.isBefore(current.notBefore())) {
      throw new NotAuthenticated("the ticket was revoked");
    }
  }

  private Known remember(UserId user, Instant notBefore, Instant at) {
    return known.asMap().merge(user, new Known(notBefore, at), Known::laterOf);
  }

  /** A wall clock that was set back makes what is known outdated too. */
  private boolean outdated(Known current) {
    Duration age = Duration.between(current.at(), clock.instant());
    boolean tooOld = age.compareTo(settings.revocationDelay()) >= 0;
    return settings.cluster() && (age.isNegative() || tooOld);
  }
}
