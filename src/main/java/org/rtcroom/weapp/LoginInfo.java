package org.rtcroom.weapp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.apikey.ApiKeys;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;

/**
 * Signs a userSig without proof, for trying things out. {@code roomservice.identity.login-info}
 * says for which requests.
 */
@ApplicationScoped
class LoginInfo {

  @Inject WeappSettings settings;
  @Inject IdentitySettings identity;
  @Inject UserSigs userSigs;
  @Inject AccessLog accessLog;
  @Inject Instance<ApiKeys> apiKeys;
  @Inject Ids ids;
  @Inject Answers answers;

  /** A new ticket for the user that the request names, or for a new one. */
  Response answer(WeappRequest request) {
    Optional<UserId> named = named(request).map(ids::user);
    if (request.operation().web()) {
      named.map(UserId::value).ifPresent(ids::webUser);
    }
    requireAllowed(request);
    UserId user = named.orElseGet(ids::anyUser);
    Actor actor = request.identify(user, Proof.DECLARED, "", "");
    String userSig = userSigs.issue(user, identity.ticketValidity());
    accessLog.record(AccessKind.TICKET_ISSUED, actor, Map.of("type", "userSig"));
    return answers.ok(
        request,
        json -> {
          json.writeNumberField("sdkAppID", identity.sdkAppId());
          json.writeStringField("accountType", identity.accountType());
          json.writeStringField("accType", identity.accountType());
          json.writeStringField("userID", user.value());
          json.writeStringField("userSig", userSig);
        });
  }

  private static Optional<String> named(WeappRequest request) {
    Optional<String> sent = request.fields().id("userID").filter(id -> !id.isEmpty());
    Optional<String> asked = request.query().first("userID");
    if (sent.isPresent() && asked.isPresent() && !sent.equals(asked)) {
      throw new NotAuthenticated("query and body name different users");
    }
    return sent.or(() -> asked);
  }

  /**
   * Checks that the request may try things out.
   *
   * @throws NotAuthenticated if not
   */
  void requireAllowed(WeappRequest request) {
    request.query().requireUnambiguous();
    boolean allowed =
        switch (settings.loginInfo()) {
          case OPEN -> true;
          case API_KEY -> showsKey(request);
          case OFF -> false;
        };
    if (!allowed) {
      throw new NotAuthenticated("no key, or none that is good for this");
    }
  }

  private boolean showsKey(WeappRequest request) {
    return !request.ambiguous()
        && apiKeys.isResolvable()
        && request.bearer().shown().filter(apiKeys.get()::valid).isPresent();
  }
}
