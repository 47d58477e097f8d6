package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.util.Optional;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.UnreadableTicket;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Finds out who is calling in the web families, whose clients never log in: by what {@code
 * roomservice.webrtc.authentication} demands.
 */
@Unproxied
class WebCallers {

  @Inject WeappSettings settings;
  @Inject IdentitySettings identity;
  @Inject UserSigs userSigs;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Rates rates;

  /** Whether whoever a request names is taken for the caller. */
  boolean open() {
    return settings.webAuthentication() == WeappSettings.WebAuthentication.OPEN;
  }

  /**
   * The caller of an operation that is always somebody's.
   *
   * @throws Refusal {@link WireProblem#FIELD_MISSING} if the body names nobody
   */
  AuthenticatedCaller of(WeappRequest request) {
    UserId named = ids.webUser(request.fields().requiredId("userID"));
    return identified(request, Optional.of(named))
        .orElseThrow(() -> new NotAuthenticated("nobody is named"));
  }

  /** The caller, or nobody where nobody needs to say who they are. */
  Optional<AuthenticatedCaller> ofAnybody(WeappRequest request) {
    return identified(request, named(request).map(ids::webUser));
  }

  private static Optional<String> named(WeappRequest request) {
    return request.fields().id("userID").or(() -> request.query().first("userID"));
  }

  private Optional<AuthenticatedCaller> identified(WeappRequest request, Optional<UserId> named) {
    request.query().requireUnambiguous();
    named.ifPresent(user -> Callers.requireSame(request, user));
    return switch (settings.webAuthentication()) {
      case OPEN -> named.map(user -> identified(request, user, Proof.DECLARED));
      case USERSIG -> Optional.of(identified(request, proven(request, named), Proof.TICKET));
      case TOKEN -> Optional.of(callers.of(request));
    };
  }

  private AuthenticatedCaller identified(WeappRequest request, UserId user, Proof proof) {
    Actor actor = request.identify(user, proof, "", "");
    rates.countUser(user.value());
    return new AuthenticatedCaller(user, Optional.empty(), actor);
  }

  private UserId proven(WeappRequest request, Optional<UserId> named) {
    UserId claimed = named.orElseThrow(() -> new NotAuthenticated("nobody is named"));
    Optional<String> shown = request.userSig();
    Optional<String> sent = request.fields().sent("userSig").map(v -> Scalars.text("userSig", v));
    boolean two = shown.isPresent() && sent.isPresent() && !shown.equals(sent);
    if (two || request.ambiguous()) {
      throw new NotAuthenticated("header and body show different tickets");
    }
    String userSig = shown.or(() -> sent).orElseThrow(() -> new NotAuthenticated("no userSig"));
    try {
      return userSigs.verify(userSig, claimed, String.valueOf(identity.sdkAppId())).userId();
    } catch (UnreadableTicket e) {
      throw new NotAuthenticated("the userSig cannot be decoded");
    }
  }
}
