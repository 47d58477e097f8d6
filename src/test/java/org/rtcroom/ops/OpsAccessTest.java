package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.apikey.ApiKey;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.http.CurrentRequest;
import org.rtcroom.http.HttpSettings;
import org.rtcroom.http.Rates;
import org.rtcroom.http.SentRequest;
import org.rtcroom.http.TooManyRequests;
import org.rtcroom.http.TrustedProxies;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.room.AccessLog;
import org.rtcroom.settings.Settings;

/** Who may look, and who is said to have been kept out. */
class OpsAccessTest {

  private static final ApiKey AUDITORS = new ApiKey("auditors", Set.of(Role.AUDITOR));

  private static final int LIMIT = 20;

  private final List<Actor> refused = new ArrayList<>();
  private final OpsAccess access = new OpsAccess();

  OpsAccessTest() {
    access.settings =
        OpsSettings.read(Settings.of(Map.of("roomservice.ops.allowed-addresses", "203.0.113.7")));
    access.keys = text -> text.equals("good") ? Optional.of(AUDITORS) : Optional.empty();
    access.rates =
        new Rates(
            HttpSettings.read(
                Settings.of(Map.of("roomservice.http.rate-limit-per-address", "" + LIMIT))),
            () -> 0);
    access.accessLog =
        (AccessLog)
            Proxy.newProxyInstance(
                AccessLog.class.getClassLoader(),
                new Class<?>[] {AccessLog.class},
                (proxy, method, arguments) -> note(method, (Actor) arguments[0]));
  }

  private @Nullable Object note(Method method, Actor actor) {
    assertThat(method.getName()).isEqualTo("refused");
    refused.add(actor);
    return null;
  }

  @AfterEach
  void end() {
    ServedRequest.end();
  }

  private static void serve(SentRequest sent) {
    new CurrentRequest(sent.servlet(), TrustedProxies.in("10.0.0.1")).begin();
  }

  private static SentRequest behindProxy(String client) {
    return SentRequest.from("10.0.0.1").with("X-Forwarded-For", client);
  }

  private void keptOut() {
    assertThatThrownBy(() -> access.require("GET ops/metrics", Set.of(Role.OPERATOR)))
        .isInstanceOf(OpsAccess.Refusal.class);
  }

  @Test
  void anAllowedAddressBehindATrustedProxyMayLook() {
    serve(behindProxy("203.0.113.7"));

    access.require("GET ops/metrics", Set.of(Role.OPERATOR));

    assertThat(refused).isEmpty();
  }

  @Test
  void whoIsKeptOutBehindATrustedProxyIsNotedByTheirOwnAddress() {
    serve(behindProxy("192.0.2.9"));

    keptOut();

    assertThat(refused)
        .singleElement()
        .returns("192.0.2.9", Actor::address)
        .returns("", Actor::reportedAddress)
        .returns(Proof.NONE, Actor::proof);
  }

  @Test
  void anAddressCanGuessOnlySoManyKeysAndAllowedOnesAreNotCounted() {
    for (int i = 0; i < LIMIT; i++) {
      serve(behindProxy("192.0.2.9").with("Authorization", "Bearer guess" + i));
      keptOut();
    }

    assertThatThrownBy(() -> access.require("GET ops/metrics", Set.of(Role.OPERATOR)))
        .isInstanceOf(TooManyRequests.class);
    assertThat(access.open(Set.of(Role.OPERATOR))).isFalse(); // probes are answered all the same
    assertThat(refused).hasSize(LIMIT);
    for (int i = 0; i < 2 * LIMIT; i++) {
      serve(behindProxy("203.0.113.7"));
      access.require("GET ops/metrics", Set.of(Role.OPERATOR));
    }
  }

  @Test
  void aKeyOfAnotherRoleIsNotedByItsId() {
    serve(behindProxy("192.0.2.9").with("Authorization", "Bearer good"));

    keptOut();

    assertThat(refused)
        .singleElement()
        .returns(Proof.API_KEY, Actor::proof)
        .returns(AUDITORS.id(), Actor::tokenId);
  }
}
