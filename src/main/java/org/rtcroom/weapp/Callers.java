package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.util.Optional;
import org.rtcroom.identity.Caller;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.Tokens;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Finds out who is calling, by the token a request shows. A user id that the request names besides
 * must be the token's.
 */
@Unproxied
class Callers {

  @Inject Tokens tokens;
  @Inject Rates rates;

  /**
   * The user of the request's token.
   *
   * @throws NotAuthenticated if there is no good token, or the request contradicts itself
   */
  AuthenticatedCaller of(WeappRequest request) {
    Caller caller = tokens.verify(token(request));
    requireSame(request, caller.userId());
    Actor actor =
        request.identify(
            caller.userId(), Proof.TOKEN, caller.platform().orElse(""), caller.tokenId());
    rates.countUser(caller.userId().value());
    return new AuthenticatedCaller(caller.userId(), caller.platform(), actor);
  }

  /** As {@link #of}, or nobody if the request shows no token at all. */
  Optional<AuthenticatedCaller> ofAnybody(WeappRequest request) {
    boolean anonymous =
        request.query().first("token").isEmpty() && request.bearer().shown().isEmpty();
    return anonymous ? Optional.empty() : Optional.of(of(request));
  }

  private static String token(WeappRequest request) {
    request.query().requireUnambiguous();
    if (request.ambiguous()) {
      throw new NotAuthenticated("a header of identity is given twice");
    }
    Optional<String> asked = request.query().first("token");
    Optional<String> shown = request.bearer().shown();
    if (asked.isPresent() && shown.isPresent() && !asked.equals(shown)) {
      throw new NotAuthenticated("query and header show different tokens");
    }
    return asked.or(() -> shown).orElseThrow(() -> new NotAuthenticated("no token"));
  }

  /** Refuses a request that names another user, in its query or its body. */
  static void requireSame(WeappRequest request, UserId user) {
    Optional<String> asked = request.query().first("userID");
    Optional<String> sent = request.fields().id("userID");
    boolean other =
        asked.filter(id -> !id.equals(user.value())).isPresent()
            || sent.filter(id -> !id.equals(user.value())).isPresent();
    if (other) {
      throw new NotAuthenticated("the request names another user");
    }
  }
}
