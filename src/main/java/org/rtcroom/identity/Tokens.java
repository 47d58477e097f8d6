package org.rtcroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * The tokens login gives. A token is bound to its user and our application and carries the user's
 * generation at the time: it is good until it expires, until later logins push it out ({@code
 * roomservice.identity.tokens-per-user}), until a logout, or until the database is put back from a
 * backup, which no longer knows who logged out. It outlives restarts, and every node with the same
 * key and store honours it. Thread-safe.
 */
@Unproxied
public class Tokens {

  /**
   * Tokens, some 700 bytes each, and generations of users. More members than that, in turns, push
   * each other out, and then each request verifies its token anew.
   */
  private static final long MOST_REMEMBERED = 150_000;

  private final Cache<String, TokenClaims> verified =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  private final IdentitySettings settings;
  private final TokenText text;
  private final GrowingValues<Long> generations;
  private final TokenEpoch epoch;
  private final Clock clock;

  @Inject
  public Tokens(IdentitySettings settings, Keys keys, TokenStore store, Clock clock) {
    this.settings = settings;
    this.text = new TokenText(settings, keys.tokenKeys());
    this.generations = new GrowingValues<>(MOST_REMEMBERED, store::generation, settings, clock);
    this.epoch = new TokenEpoch(store::epoch, settings, clock);
    this.clock = clock;
  }

  /**
   * Gives a user a new token, which ends the oldest one when there would be too many. Durable when
   * this returns.
   *
   * @param platform of the client, as the login named it; at most 64 characters count
   * @param recorded records the login and the advance, and gives the new generation
   */
  public IssuedToken issue(
      UserId user, Optional<String> platform, ToLongBiFunction<Caller, Advance> recorded) {
    Caller caller =
        new Caller(
            user,
            platform.filter(name -> !name.isEmpty()).map(Tokens::shortened),
            UUID.randomUUID().toString(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(settings.tokenLifetime()));
    long generation =
        generations.grow(user, () -> recorded.applyAsLong(caller, new Advance(user, 1)));
    TokenClaims claims = new TokenClaims(caller, generation, epoch.of(0));
    return new IssuedToken(text.write(claims), caller);
  }

  /**
   * The user a token stands for.
   *
   * @throws NotAuthenticated if it is not ours, was changed, has expired or was ended
   */
  public Caller verify(String token) {
    TokenClaims claims = verified.get(token, text::read);
    if (expired(claims)) {
      throw refused(token, "the token has expired");
    }
    requireNotEnded(
        token,
        claims,
        epoch.of(claims.epoch()),
        generations.of(claims.user(), claims.generation()));
    return claims.caller();
  }

  /**
   * As {@link #verify}, for the heartbeat of a member: a token that expires while the member is
   * inside is good for that until the member leaves. It can still be ended, but not by a store that
   * does not answer.
   *
   * @param entered when the user became a member of the room; empty for who is none
   */
  public Caller verifyHeartbeat(String token, Function<UserId, Optional<Instant>> entered) {
    TokenClaims claims = verified.get(token, text::read);
    Instant expires = claims.caller().expires();
    boolean good =
        !expired(claims) || entered.apply(claims.user()).filter(expires::isAfter).isPresent();
    if (!good) {
      throw refused(token, "the token has expired");
    }
    requireNotEnded(
        token,
        claims,
        epoch.lastKnown(claims.epoch()),
        generations.lastKnown(claims.user(), claims.generation()));
    return claims.caller();
  }

  private boolean expired(TokenClaims claims) {
    return !clock.instant().isBefore(claims.caller().expires());
  }

  private void requireNotEnded(String token, TokenClaims claims, long newestEpoch, long newest) {
    if (claims.epoch() != newestEpoch) {
      throw refused(token, "the token is of before the database was put back");
    }
    if (claims.generation() > newest || claims.generation() <= newest - settings.tokensPerUser()) {
      throw refused(token, "the token was ended by a later login or a logout");
    }
  }

  /** Such a token is not worth remembering. */
  private NotAuthenticated refused(String token, String why) {
    verified.invalidate(token);
    return new NotAuthenticated(why);
  }

  /**
   * Ends every token of a user. Durable when this returns.
   *
   * @param recorded records why and the advance, and gives the new generation
   */
  public void revoke(UserId user, ToLongFunction<Advance> recorded) {
    Advance advance = new Advance(user, settings.tokensPerUser());
    generations.grow(user, () -> recorded.applyAsLong(advance));
  }

  private static String shortened(String platform) {
    return platform.substring(0, Math.min(platform.length(), 64));
  }
}
