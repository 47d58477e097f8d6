package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.http.Rates;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TooManyRequests;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.identity.Advance;
import org.rtcroom.identity.EntryTickets;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.IssuedToken;
import org.rtcroom.identity.Keys;
import org.rtcroom.identity.NoRevocations;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.identity.TokenStore;
import org.rtcroom.identity.Tokens;
import org.rtcroom.identity.UserSigs;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomLifecycle;
import org.rtcroom.settings.Settings;

/** How the families without a login know who calls, in each of their three ways. */
class CallersTest {

  private static final UserId ANN = UserId.of("web_ann");
  private static final UserId BOB = UserId.of("web_bob");

  private final SettableClock clock = new SettableClock();
  private final Remembered generations = new Remembered();
  private final Settings demo;
  private final IdentitySettings identity;
  private final Keys keys;
  private final UserSigs userSigs;
  private final Tokens tokens;
  private Callers callers = new Callers();
  private Optional<Instant> annEntered = Optional.empty();

  CallersTest(@TempDir Path home) {
    demo = Settings.of(Map.of("roomservice.home", home.toString()));
    identity = new IdentitySettings(demo);
    keys = new Keys(demo);
    userSigs = new UserSigs(identity, keys, NoRevocations.at(identity, clock), clock);
    tokens = new Tokens(identity, keys, generations, clock);
  }

  private static final class Remembered implements TokenStore {
    private final Map<UserId, Long> generations = new HashMap<>();

    long advance(Advance advance) {
      return generations.merge(advance.user(), (long) advance.by(), Long::sum);
    }

    @Override
    public long epoch() {
      return 0;
    }

    @Override
    public long generation(UserId user) {
      return generations.getOrDefault(user, 0L);
    }
  }

  @BeforeEach
  void open() {
    authenticateBy("open");
  }

  private static Rates rates(String perUser) {
    Settings settings = Settings.of(Map.of("roomservice.http.rate-limit-per-user", perUser));
    return new Rates(HttpSettings.read(settings), () -> 0);
  }

  private void authenticateBy(String way) {
    WeappSettings settings =
        WeappSettings.read(Settings.of(Map.of("roomservice.webrtc.authentication", way)));
    Ids ids = new Ids(new NoGroups());
    callers = new Callers();
    callers.settings = settings;
    callers.identity = identity;
    callers.userSigs = userSigs;
    callers.tokens = tokens;
    callers.ids = ids;
    callers.rates = rates("0");
    callers.memberships =
        new RoomLifecycle() {
          @Override
          public Optional<Instant> entered(RoomKey key, UserId user) {
            return key.id().equals("7") && user.equals(ANN) ? annEntered : Optional.empty();
          }
        };
  }

  private static WeappRequest request(String query, Map<String, String> body, String header) {
    Map<String, Value> fields = new HashMap<>();
    body.forEach((name, value) -> fields.put(name, new Value.Text(value)));
    SentRequest sent =
        SentRequest.from("10.0.0.1").with("X-Forwarded-For", "203.0.113.7").asking(query);
    if (!header.isEmpty()) {
      sent.with("X-User-Sig", header);
    }
    WeappRequest request = new WeappRequest(sent.servlet(), TrustedProxies.in("10.0.0.1"));
    request.leadsTo(Operation.at("webrtc_room", "enter_room"));
    request.says(new Fields(fields), 0, "");
    return request;
  }

  /** The same request for another operation, about room 7. */
  private static WeappRequest leadingTo(String family, String operation, WeappRequest request) {
    Map<String, Value> fields = new HashMap<>(request.fields().values());
    fields.put("roomID", new Value.Text("7"));
    request.leadsTo(Operation.at(family, operation));
    request.says(new Fields(fields), 0, "");
    return request;
  }

  private static WeappRequest named(UserId user) {
    return request("", Map.of("userID", user.value()), "");
  }

  private static WeappRequest withSig(UserId user, String inBody, String inHeader) {
    Map<String, String> body = new HashMap<>(Map.of("userID", user.value()));
    if (!inBody.isEmpty()) {
      body.put("userSig", inBody);
    }
    return request("", body, inHeader);
  }

  private static WeappRequest withToken(UserId user, String token) {
    return request("token=" + token, Map.of("userID", user.value()), "");
  }

  private IssuedToken issued() {
    return tokens.issue(ANN, Optional.empty(), (caller, advance) -> generations.advance(advance));
  }

  private String sig(UserId user) {
    return userSigs.issue(user, Duration.ofHours(1));
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NotAuthenticated.class);
  }

  @Test
  void inOpenModeWhoIsNamedIsTheCaller() {
    assertThat(callers.of(named(ANN))).isEqualTo(ANN);
    assertThat(callers.ifKnown(request("", Map.of(), ""))).isEmpty();
    refused(() -> callers.of(request("userID=web_bob", Map.of("userID", "web_ann"), "")));
  }

  @Test
  void theCallerIsSaidToComeFromWhereATrustedProxySays() {
    WeappRequest request = named(ANN);
    callers.of(request);
    assertThat(request.actor().address()).isEqualTo("203.0.113.7");
    authenticateBy("token");
    WeappRequest byToken = withToken(ANN, issued().token());
    callers.of(byToken);
    assertThat(byToken.actor().user()).contains(ANN);
    assertThat(byToken.actor().address()).isEqualTo("203.0.113.7");
    assertThat(byToken.actor().reportedAddress()).isEmpty();
  }

  @Test
  void inUsersigModeATicketInBodyOrHeaderProvesTheCaller() {
    authenticateBy("usersig");

    assertThat(callers.of(withSig(ANN, sig(ANN), ""))).isEqualTo(ANN);
    assertThat(callers.of(withSig(ANN, "", sig(ANN)))).isEqualTo(ANN);
    String same = sig(ANN);
    assertThat(callers.of(withSig(ANN, same, same))).isEqualTo(ANN);
  }

  @Test
  void inUsersigModeNoOtherTicketDoes() {
    authenticateBy("usersig");
    String good = sig(ANN);

    refused(() -> callers.of(named(ANN)));
    refused(() -> callers.of(withSig(ANN, sig(BOB), "")));
    refused(() -> callers.of(withSig(ANN, good, sig(BOB))));
    refused(() -> callers.of(withSig(ANN, "nothing", "")));
    refused(() -> callers.of(request("userSig=" + good, Map.of("userID", ANN.value()), "")));
    refused(() -> callers.of(withToken(ANN, issued().token())));
    String entryTicket = new EntryTickets(identity, keys, clock).issue(ANN, 7, Duration.ofHours(1));
    refused(() -> callers.of(withSig(ANN, entryTicket, "")));
    clock.advance(Duration.ofHours(1).plusSeconds(1));
    refused(() -> callers.of(withSig(ANN, good, "")));
  }

  @Test
  void aMembersHeartbeatOutlivesItsTokenAndItsTicketAndNothingElseDoes() {
    String token = issued().token();
    String ticket = sig(ANN);
    annEntered = Optional.of(clock.instant());
    clock.advance(Duration.ofDays(30));
    for (String family : List.of("double_room", "multi_room", "live_room")) {
      assertThat(callers.of(leadingTo(family, "pusher_heartbeat", withToken(ANN, token))))
          .isEqualTo(ANN);
      refused(() -> callers.of(leadingTo(family, "delete_pusher", withToken(ANN, token))));
      refused(() -> callers.of(leadingTo(family, "get_pushers", withToken(ANN, token))));
    }
    authenticateBy("usersig");
    assertThat(callers.of(leadingTo("webrtc_room", "heartbeat", withSig(ANN, ticket, ""))))
        .isEqualTo(ANN);
    refused(() -> callers.of(leadingTo("webrtc_room", "quit_room", withSig(ANN, ticket, ""))));
    annEntered = Optional.empty();
    refused(() -> callers.of(leadingTo("webrtc_room", "heartbeat", withSig(ANN, ticket, ""))));
    refused(() -> callers.of(leadingTo("live_room", "anchor_heartbeat", withToken(ANN, token))));
  }

  @Test
  void aHeartbeatIsServedHoweverManyThereAre() {
    callers.rates = rates("2");
    String token = issued().token();
    for (int i = 0; i < 50; i++) {
      WeappRequest beat = leadingTo("live_room", "anchor_heartbeat", withToken(ANN, token));
      callers.of(beat);
      assertThat(beat.withinLimit()).isEqualTo(i < 2);
    }
    assertThatThrownBy(
            () -> callers.of(leadingTo("live_room", "get_pushers", withToken(ANN, token))))
        .isInstanceOf(TooManyRequests.class);
  }

  @Test
  void clientsOf2017AreWhomTheyNameWhereTheSettingsSaySo() {
    refused(() -> callers.of(leadingTo("double_room", "add_pusher", named(ANN))));
    refused(() -> callers.ifKnown(leadingTo("double_room", "get_pushers", named(ANN))));
    callers.settings =
        WeappSettings.read(Settings.of(Map.of("roomservice.weapp.generation-2017", "true")));

    WeappRequest join = leadingTo("double_room", "add_pusher", named(ANN));
    assertThat(callers.of(join)).isEqualTo(ANN);
    assertThat(join.actor().proof()).isEqualTo(Proof.DECLARED);
    assertThat(callers.ifKnown(leadingTo("double_room", "get_pushers", named(ANN)))).contains(ANN);
    WeappRequest nobody = request("", Map.of(), "");
    assertThat(callers.ifKnown(leadingTo("double_room", "get_pushers", nobody))).isEmpty();
    Refused.with(
        WireProblem.FIELD_MISSING,
        () -> callers.of(leadingTo("double_room", "add_pusher", request("", Map.of(), ""))));
    refused(() -> callers.of(leadingTo("double_room", "add_pusher", withToken(ANN, "x.y.z"))));
    refused(
        () ->
            callers.of(
                leadingTo(
                    "double_room",
                    "add_pusher",
                    request("userID=web_bob", Map.of("userID", "web_ann"), ""))));
    assertThat(callers.of(leadingTo("double_room", "add_pusher", withToken(ANN, issued().token()))))
        .isEqualTo(ANN);
  }

  @Test
  void inUsersigModeNobodyLooksAroundUnproven() {
    authenticateBy("usersig");

    refused(() -> callers.ifKnown(request("", Map.of(), "")));
    refused(() -> callers.ifKnown(named(ANN)));
    assertThat(callers.ifKnown(withSig(ANN, sig(ANN), ""))).isPresent();
  }

  @Test
  void inTokenModeATokenProvesTheCallerAndNothingElseDoes() {
    authenticateBy("token");
    String token = issued().token();

    assertThat(callers.of(withToken(ANN, token))).isEqualTo(ANN);
    refused(() -> callers.of(withToken(BOB, token)));
    refused(() -> callers.of(named(ANN)));
    refused(() -> callers.of(withSig(ANN, sig(ANN), "")));
    refused(() -> callers.ifKnown(request("", Map.of(), "")));
    issued();
    refused(() -> callers.of(withToken(ANN, token)));
  }
}
