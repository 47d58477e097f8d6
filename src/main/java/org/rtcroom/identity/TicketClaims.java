package org.rtcroom.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.UserId;

/**
 * The statements of a ticket, times in seconds.
 *
 * @param time when it was issued, since 1970
 * @param lifetime how long after that it is good
 */
record TicketClaims(String identifier, String sdkAppId, long time, long lifetime) {

  /** How far the issuer's clock may be ahead of ours. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * Checks everything but the signature.
   *
   * @throws NotAuthenticated if the ticket is another user's, another application's, or not good
   *     now
   */
  void check(UserId user, IdentitySettings settings, Instant now) {
    if (!identifier.equals(user.value())) {
      throw new NotAuthenticated("the ticket is another user's");
    }
    if (!sdkAppId.equals(String.valueOf(settings.sdkAppId()))) {
      throw new NotAuthenticated("the ticket is another application's");
    }
    checkTimes(settings.maxTicketValidity(), now);
  }

  private void checkTimes(Optional<Duration> longest, Instant now) {
    if (lifetime <= 0 || longest.filter(max -> lifetime > max.toSeconds()).isPresent()) {
      throw new NotAuthenticated("the ticket's lifetime is out of bounds");
    }
    if (issued().isAfter(now.plus(TOLERANCE))) {
      throw new NotAuthenticated("the ticket is from the future");
    }
    if (now.getEpochSecond() > time + lifetime) {
      throw new NotAuthenticated("the ticket has expired");
    }
  }

  /** That moment, or when the ticket expires if that is sooner. */
  Instant atMost(Instant moment) {
    return moment.isBefore(expires()) ? moment : expires();
  }

  Instant issued() {
    return Instant.ofEpochSecond(time);
  }

  Instant expires() {
    return Instant.ofEpochSecond(time + lifetime);
  }
}
