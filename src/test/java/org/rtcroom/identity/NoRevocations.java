package org.rtcroom.identity;

import java.time.Clock;
import java.time.Instant;
import org.rtcroom.kernel.UserId;

/** No ticket was ever refused. */
public final class NoRevocations implements RevocationStore {

  private NoRevocations() {}

  public static Revocations at(IdentitySettings settings, Clock clock) {
    return new Revocations(settings, new NoRevocations(), clock);
  }

  @Override
  public void refuseBefore(UserId user, Instant notBefore) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Instant notBefore(UserId user) {
    return Instant.EPOCH;
  }
}
