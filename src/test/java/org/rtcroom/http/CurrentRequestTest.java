package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Proof;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.UserId;

/** What all doors know of a request. */
class CurrentRequestTest {

  private static final TrustedProxies PROXIES = TrustedProxies.in("10.0.0.0/8");

  private static CurrentRequest request(SentRequest sent) {
    return new CurrentRequest(sent.servlet(), PROXIES);
  }

  @AfterEach
  void end() {
    ServedRequest.end();
  }

  @Test
  void beforeAnybodyIsKnownTheActorIsNobodyFromTheObservedAddress() {
    Actor actor =
        request(
                SentRequest.from("10.1.2.3")
                    .with("X-Forwarded-For", "192.0.2.9, 203.0.113.7")
                    .with("User-Agent", "curl\u00e9")
                    .with("X-Request-Id", "7f3a"))
            .actor();

    assertThat(actor)
        .isEqualTo(
            new Actor(
                Optional.empty(),
                Proof.NONE,
                "203.0.113.7",
                "192.0.2.9",
                "10.1.2.3",
                "curl?",
                "",
                "",
                "7f3a"));
  }

  @Test
  void aProxyThatNobodyTrustsIsItselfTheAddress() {
    Actor actor =
        request(SentRequest.from("192.0.2.1").with("X-Forwarded-For", "203.0.113.7")).actor();

    assertThat(actor.address()).isEqualTo("192.0.2.1");
    assertThat(actor.reportedAddress()).isEqualTo("203.0.113.7");
  }

  @Test
  void whoeverIsIdentifiedIsTheActorFromThenOn() {
    CurrentRequest request = request(SentRequest.from("192.0.2.1"));
    Actor ann = request.identify(UserId.of("ann"), Proof.TOKEN, "WeChat", "t1");

    assertThat(request.actor()).isSameAs(ann);
    assertThat(ann.user()).contains(UserId.of("ann"));
    assertThat(ann.address()).isEqualTo("192.0.2.1");
    assertThat(request.identifyByKey("k1")).isEqualTo(ann.byKey("k1")).isSameAs(request.actor());
  }

  @Test
  void anIdOfLegalFormIsKeptAndAnyOtherReplaced() {
    CurrentRequest named = request(SentRequest.from("::1").with("X-Request-Id", "a.b:c@d-e_1"));
    CurrentRequest refused = request(SentRequest.from("::1").with("X-Request-Id", "a b"));
    CurrentRequest unnamed = request(SentRequest.from("::1"));

    assertThat(named.id()).isEqualTo("a.b:c@d-e_1");
    assertThat(named.repeatable()).isTrue();
    assertThat(refused.id()).matches("[0-9a-f]{28}");
    assertThat(refused.repeatable()).isFalse();
    assertThat(unnamed.id()).matches("[0-9a-f]{28}").isNotEqualTo(refused.id());
  }

  @Test
  void onlyATrustedProxySaysThatItCameByHttps() {
    assertThat(request(SentRequest.from("10.0.0.1").with("X-Forwarded-Proto", "https")).https())
        .isTrue();
    assertThat(request(SentRequest.from("192.0.2.1").with("X-Forwarded-Proto", "https")).https())
        .isFalse();
    assertThat(request(SentRequest.from("10.0.0.1")).https()).isFalse();
  }

  @Test
  void aThreadHasTheRequestThatItServesAndNoOther() {
    CurrentRequest request = request(SentRequest.from("::1"));
    request.begin();

    assertThat(CurrentRequest.get()).isSameAs(request);
    ServedRequest.end();
    assertThat(CurrentRequest.orNull()).isNull();
    assertThatThrownBy(CurrentRequest::get).isInstanceOf(IllegalStateException.class);
  }
}
