package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.Rates;
import org.rtcroom.identity.Advance;
import org.rtcroom.identity.Caller;
import org.rtcroom.identity.IssuedToken;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.Tokens;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;

/** Login and logout. A token of one family is good in all. */
@Path(Operation.STREAM_FAMILIES)
@Unproxied
public class LoginResource {

  @Inject LoginInfo loginInfo;
  @Inject UserSigs userSigs;
  @Inject Tokens tokens;
  @Inject AccessLog accessLog;
  @Inject Callers callers;
  @Inject Rates rates;
  @Inject Ids ids;
  @Inject Answers answers;

  /**
   * Gives a token for a good userSig. An old token does not matter here. It counts for its user
   * once the userSig is found good: nobody else can use up what the user has.
   */
  @POST
  @Path("login")
  public Response login() {
    WeappRequest request = WeappRequest.current();
    Query query = request.query();
    UserId claimed = ids.user(required(query.first("userID")));
    String sdkAppId = required(query.first("sdkAppID"));
    String userSig = required(query.first("userSig").or(request::userSig));
    query.requireUnambiguous();
    requireOneTicket(request, userSig);
    Callers.requireSame(request, claimed);
    UserId proven = userSigs.verify(userSig, claimed, sdkAppId).userId();
    rates.countUser(proven.value());
    String platform = CurrentRequest.declared(query.first("platform").orElse(""), 64);
    IssuedToken issued =
        tokens.issue(
            proven,
            Optional.of(platform).filter(text -> !text.isEmpty()),
            (caller, advance) -> loggedIn(request, caller, advance));
    return answers.ok(
        request,
        json -> {
          json.writeStringField("userID", proven.value());
          json.writeStringField("token", issued.token());
        });
  }

  /** A new userSig for a new user, to clients that know no login. */
  @POST
  @Path(Operation.IM_LOGIN_INFO)
  public Response imLoginInfo() {
    return loginInfo.answer(WeappRequest.current());
  }

  private long loggedIn(WeappRequest request, Caller caller, Advance advance) {
    Actor actor =
        request.identify(
            caller.userId(), Proof.TICKET, caller.platform().orElse(""), caller.tokenId());
    return accessLog.record(
        AccessKind.LOGGED_IN, actor, family(request), Map.of(), Optional.of(advance));
  }

  private static Map<String, String> family(WeappRequest request) {
    return Map.of("family", request.operation().family());
  }

  private static String required(Optional<String> value) {
    return value.orElseThrow(() -> new Refusal(WireProblem.LOGIN_INCOMPLETE));
  }

  private static void requireOneTicket(WeappRequest request, String userSig) {
    Optional<String> shown = request.userSig();
    boolean twoTickets = shown.filter(other -> !other.equals(userSig)).isPresent();
    if (twoTickets || request.ambiguous()) {
      throw new NotAuthenticated("query and header show different tickets");
    }
  }

  /** Ends the caller's tokens. The caller's rooms find out by the missing heartbeats. */
  @POST
  @Path("logout")
  @Authenticated
  public Response logout() {
    WeappRequest request = WeappRequest.current();
    UserId user = callers.of(request);
    tokens.revoke(
        user,
        advance ->
            accessLog.record(
                AccessKind.LOGGED_OUT,
                request.actor(),
                family(request),
                Map.of(),
                Optional.of(advance)));
    return answers.ok(request);
  }
}
