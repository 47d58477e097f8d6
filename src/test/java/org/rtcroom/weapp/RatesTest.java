package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.Settings;

/** Who asks too often waits until enough time has passed. */
class RatesTest {

  private long now = -Duration.ofSeconds(5).toNanos();
  private final Rates rates = new Rates();

  private void limit(String perUser, String perAddress) {
    rates.stopwatch = () -> now;
    rates.settings =
        WeappSettings.read(
            Settings.of(
                Map.of(
                    "roomservice.http.rate-limit-per-user", perUser,
                    "roomservice.http.rate-limit-per-address", perAddress)));
  }

  private void advance(Duration by) {
    now += by.toNanos();
  }

  @Test
  void requestsBeyondTheLimitAreRefusedUntilAMinuteHasPassed() {
    limit("2", "0");
    rates.countUser("ann");
    rates.countUser("ann");

    Refused.with(WireProblem.TOO_MANY_REQUESTS, () -> rates.countUser("ann"));
    assertThatCode(() -> rates.countUser("bob")).doesNotThrowAnyException();
    advance(Duration.ofMinutes(1));
    rates.countUser("ann");
    rates.countUser("ann");
    Refused.with(WireProblem.TOO_MANY_REQUESTS, () -> rates.countUser("ann"));
  }

  /** No moment lets twice the limit through, as the turn of a minute would. */
  @Test
  void partOfAMinuteGivesPartOfTheLimit() {
    limit("0", "60");
    for (int i = 0; i < 60; i++) {
      rates.countAddress("192.0.2.1");
    }
    advance(Duration.ofSeconds(1));
    rates.countAddress("192.0.2.1");

    Refused.with(WireProblem.TOO_MANY_REQUESTS, () -> rates.countAddress("192.0.2.1"));
  }

  @Test
  void whoIsRefusedIsToldWhenToComeBack() {
    limit("2", "0");
    rates.countUser("ann");
    rates.countUser("ann");
    advance(Duration.ofSeconds(10));

    assertThat(refusal("ann").retryAfter()).isEqualTo(20);
    advance(Duration.ofMillis(19_900));
    assertThat(refusal("ann").retryAfter()).isEqualTo(1);
    advance(Duration.ofMillis(100));
    rates.countUser("ann");
  }

  /** For requests that are served in any case. */
  @Test
  void whoIsServedInAnyCaseIsCountedToo() {
    limit("2", "0");

    assertThat(rates.allowsUser("ann")).isTrue();
    rates.countUser("ann");
    assertThat(rates.allowsUser("ann")).isFalse();
    Refused.with(WireProblem.TOO_MANY_REQUESTS, () -> rates.countUser("ann"));
    assertThat(rates.allowsUser("bob")).isTrue();
    advance(Duration.ofMinutes(1));
    assertThat(rates.allowsUser("ann")).isTrue();
  }

  @Test
  void aUserIsNoAddress() {
    limit("1", "1");
    rates.countUser("192.0.2.1");

    assertThatCode(() -> rates.countAddress("192.0.2.1")).doesNotThrowAnyException();
  }

  @Test
  void withoutALimitNobodyIsCounted() {
    limit("0", "0");

    for (int i = 0; i < 10_000; i++) {
      rates.countUser("ann");
      rates.countAddress("192.0.2.1");
    }
  }

  private Refusal refusal(String user) {
    return catchThrowableOfType(Refusal.class, () -> rates.countUser(user));
  }
}
