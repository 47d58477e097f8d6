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
  @Inject CurrentRequest exchange;
  @Inject Rates rates;

  /**
   * The user of the request's token.
   *
   * @throws NotAuthenticated if there is no good token, or the request contradicts itself
   */
  Identified of(WeappRequest request) {
    Caller caller = caller(request);
    Actor actor = proven(request, caller);
    exchange.identified(actor);
    rates.countUser(caller.userId().value());
    return new Identified(caller.userId(), caller.platform(), actor);
  }

  /** As {@link #of}, for what is about the token itself. */
  Caller caller(WeappRequest request) {
    Caller caller = tokens.verify(token(request));
    requireSame(request, caller.userId());
    return caller;
  }

  private static String token(WeappRequest request) {
    request.query().requireUnambiguous();
    if (request.credentials().ambiguous()) {
      throw new NotAuthenticated("a header of identity is given twice");
    }
    Optional<String> asked = request.query().first("token");
    Optional<String> shown = request.credentials().bearer();
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

  /** What is known of a caller who showed a token. */
  static Actor proven(WeappRequest request, Caller caller) {
    return actor(
        request,
        Optional.of(caller.userId()),
        Proof.TOKEN,
        caller.platform().orElse(""),
        caller.tokenId());
  }

  /** What is known of a caller without a token. */
  static Actor actor(WeappRequest request, Optional<UserId> user, Proof proof) {
    return actor(request, user, proof, "", "");
  }

  static Actor actor(
      WeappRequest request, Optional<UserId> user, Proof proof, String platform, String tokenId) {
    return new Actor(
        user,
        proof,
        request.source().address(),
        request.source().reported(),
        request.userAgent(),
        Texts.declared(Optional.of(platform), 64),
        tokenId,
        request.requestId());
  }
}
