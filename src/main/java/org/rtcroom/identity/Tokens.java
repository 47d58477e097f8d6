package org.rtcroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * The tokens login gives. A token is bound to its user and our application and carries the user's
 * generation at the time: it is good until it expires, until later logins push it out ({@code
 * roomservice.identity.tokens-per-user}) or until a logout. It outlives restarts, and every node
 * with the same key and store honours it. Thread-safe.
 */
@Unproxied
public class Tokens {

  /**
   * Tokens, some 700 bytes each, and generations of users. More members than that, in turns, push
   * each other out, and then each request verifies its token anew.
   */
  static final long MOST_REMEMBERED = 150_000;

  private final Cache<String, TokenClaims> verified =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  private final IdentitySettings settings;
  private final TokenText text;
  private final Generations generations;
  private final Clock clock;

  @Inject
  public Tokens(IdentitySettings settings, Keys keys, TokenStore store, Clock clock) {
    this.settings = settings;
    this.text = new TokenText(settings, keys.tokenKeys(), clock);
    this.generations = new Generations(settings, store, clock);
    this.clock = clock;
  }

  /**
   * Gives a user a new token, which ends the oldest one when there would be too many. Durable when
   * this returns.
   *
   * @param platform what the login said of the client, at most 64 characters count
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
        generations.advance(new Advance(user, 1), one -> recorded.applyAsLong(caller, one));
    TokenClaims claims = new TokenClaims(caller, generation);
    return new IssuedToken(text.write(claims), caller);
  }

  /**
   * Whom a token stands for.
   *
   * @throws NotAuthenticated if it is not ours, was changed, has expired or was ended
   */
  public Caller verify(String token) {
    TokenClaims claims = verified.get(token, text::read);
    Caller caller = claims.caller();
    if (!clock.instant().isBefore(caller.expires())) {
      verified.invalidate(token);
      throw new NotAuthenticated("the token has expired");
    }
    if (!generations.good(caller.userId(), claims.generation())) {
      verified.invalidate(token);
      throw new NotAuthenticated("the token was ended by a later login or a logout");
    }
    return caller;
  }

  /**
   * Ends every token of a user. Durable when this returns.
   *
   * @param recorded records why and the advance, and gives the new generation
   */
  public void revoke(UserId user, ToLongFunction<Advance> recorded) {
    generations.advance(new Advance(user, settings.tokensPerUser()), recorded);
  }

  private static String shortened(String platform) {
    int longest = 64;
    return platform.length() <= longest ? platform : platform.substring(0, longest);
  }
}
