package org.rtcroom.identity;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Which tickets are refused although they are good in themselves: those issued before a moment that
 * each user has. Thread-safe.
 */
@Unproxied
public class Revocations {

  private static final long MOST_REMEMBERED = 100_000;

  private final RevocationStore store;
  private final GrowingValues<Instant> moments;

  @Inject
  public Revocations(IdentitySettings settings, RevocationStore store, Clock clock) {
    this.store = store;
    this.moments = new GrowingValues<>(MOST_REMEMBERED, store::notBefore, settings, clock);
  }

  /** Refuses the user's tickets issued before that moment. Durable when this returns. */
  public void refuseBefore(UserId user, Instant notBefore) {
    moments.grow(
        user,
        () -> {
          store.refuseBefore(user, notBefore);
          return notBefore;
        });
  }

  /**
   * Lets a ticket pass, or not.
   *
   * @throws NotAuthenticated if tickets issued at that time are refused
   */
  void check(UserId user, Instant issued) {
    if (issued.isBefore(moments.of(user, Instant.EPOCH))) {
      throw new NotAuthenticated("the ticket was revoked");
    }
  }
}
