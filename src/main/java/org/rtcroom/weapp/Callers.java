package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.http.Rates;
import org.rtcroom.identity.Caller;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.Tokens;
import org.rtcroom.identity.UnreadableTicket;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomLifecycle;

/**
 * Finds out the caller of a request and makes it the request's actor: by its token, or in the web
 * families, whose clients never log in, as {@code roomservice.webrtc.authentication} demands. A
 * user id that the request names besides must be the caller's.
 */
@Unproxied
class Callers {

  @Inject WeappSettings settings;
  @Inject IdentitySettings identity;
  @Inject UserSigs userSigs;
  @Inject Tokens tokens;
  @Inject Ids ids;
  @Inject Rates rates;
  @Inject RoomLifecycle memberships;

  /** Whether the web families believe a request that names its caller. */
  boolean open() {
    return settings.webAuthentication() == WeappSettings.WebAuthentication.OPEN;
  }

  /**
   * The caller of an operation that needs one.
   *
   * @throws NotAuthenticated if nothing proves the caller, or the request contradicts itself
   * @throws Refusal {@link WireProblem#FIELD_MISSING} if a body of the web families names no user
   */
  UserId of(WeappRequest request) {
    if (!request.operation().web()) {
      return ofStreams(request);
    }
    UserId named = ids.webUser(request.fields().requiredId("userID"));
    return ofWeb(request, Optional.of(named)).orElseThrow();
  }

  /** As {@link #of}; empty where the settings do not demand a caller and none is named. */
  Optional<UserId> ifKnown(WeappRequest request) {
    request.mayBeAnonymous();
    if (request.operation().web()) {
      return ofWeb(request, named(request).map(ids::webUser));
    }
    if (showsToken(request)) {
      return Optional.of(byToken(request));
    }
    if (request.operation().type().isEmpty()) {
      return Optional.empty();
    }
    boolean unnamed = settings.generation2017() && named(request).isEmpty();
    return unnamed ? Optional.empty() : Optional.of(ofStreams(request));
  }

  private static boolean showsToken(WeappRequest request) {
    return request.query().first("token").isPresent() || request.bearer().shown().isPresent();
  }

  /** Clients of 2017 know no token, and are served as whom they name where the settings say so. */
  private UserId ofStreams(WeappRequest request) {
    if (!settings.generation2017() || showsToken(request)) {
      return byToken(request);
    }
    request.query().requireUnambiguous();
    UserId user = ids.user(named(request).orElseThrow(() -> Fields.missing("userID")));
    requireSame(request, user);
    return identified(request, user, Proof.DECLARED, "", "");
  }

  private static Optional<String> named(WeappRequest request) {
    return request.fields().id("userID").or(() -> request.query().first("userID"));
  }

  private Optional<UserId> ofWeb(WeappRequest request, Optional<UserId> named) {
    request.query().requireUnambiguous();
    named.ifPresent(user -> requireSame(request, user));
    return switch (settings.webAuthentication()) {
      case OPEN -> named.map(user -> identified(request, user, Proof.DECLARED, "", ""));
      case USERSIG ->
          Optional.of(identified(request, byUserSig(request, named), Proof.TICKET, "", ""));
      case TOKEN -> Optional.of(byToken(request));
    };
  }

  private UserId byToken(WeappRequest request) {
    String token = token(request);
    Caller caller =
        request.operation().heartbeat()
            ? tokens.verifyHeartbeat(token, user -> entered(request, user))
            : tokens.verify(token);
    requireSame(request, caller.userId());
    String platform = caller.platform().orElse("");
    return identified(request, caller.userId(), Proof.TOKEN, platform, caller.tokenId());
  }

  /** When a user whose heartbeat that is became a member. */
  private Optional<Instant> entered(WeappRequest request, UserId user) {
    return request.operation().heartbeat()
        ? memberships.entered(ids.room(request), user)
        : Optional.empty();
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

  private UserId byUserSig(WeappRequest request, Optional<UserId> named) {
    UserId claimed = named.orElseThrow(() -> new NotAuthenticated("nobody is named"));
    Optional<String> shown = request.userSig();
    Optional<String> sent = request.fields().text("userSig");
    boolean two = shown.isPresent() && sent.isPresent() && !shown.equals(sent);
    if (two || request.ambiguous()) {
      throw new NotAuthenticated("header and body show different tickets");
    }
    String userSig = shown.or(() -> sent).orElseThrow(() -> new NotAuthenticated("no userSig"));
    try {
      String application = String.valueOf(identity.sdkAppId());
      Optional<Instant> entered = entered(request, claimed);
      return userSigs.verify(userSig, claimed, application, entered).userId();
    } catch (UnreadableTicket e) {
      throw new NotAuthenticated("the userSig cannot be decoded");
    }
  }

  private UserId identified(
      WeappRequest request, UserId user, Proof proof, String platform, String tokenId) {
    request.identify(user, proof, platform, tokenId);
    if (!request.operation().heartbeat()) {
      rates.countUser(user.value());
    } else if (!rates.allowsUser(user.value())) {
      request.goesBeyondLimit();
    }
    return user;
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
