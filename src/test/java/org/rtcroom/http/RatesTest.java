package org.rtcroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.Settings;

/** Who asks too often waits until enough time has passed. */
class RatesTest {

  private long now = -Duration.ofSeconds(5).toNanos();
  private Rates rates = limited("0", "0");

  private void limit(String perUser, String perAddress) {
    rates = limited(perUser, perAddress);
  }

  private Rates limited(String perUser, String perAddress) {
    Settings settings =
        Settings.of(
            Map.of(
                "roomservice.http.rate-limit-per-user", perUser,
                "roomservice.http.rate-limit-per-address", perAddress));
    return new Rates(HttpSettings.read(settings), () -> now);
  }

  private void advance(Duration by) {
    now += by.toNanos();
  }

  @Test
  void requestsBeyondTheLimitAreRefusedUntilAMinuteHasPassed() {
    limit("2", "0");
    rates.countUser("ann");
    rates.countUser("ann");

    refused(() -> rates.countUser("ann"));
    assertThatCode(() -> rates.countUser("bob")).doesNotThrowAnyException();
    advance(Duration.ofMinutes(1));
    rates.countUser("ann");
    rates.countUser("ann");
    refused(() -> rates.countUser("ann"));
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

    refused(() -> rates.countAddress("192.0.2.1"));
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
    refused(() -> rates.countUser("ann"));
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

  /** A host with IPv6 has as many addresses as it likes, all with the same first 64 bits. */
  @Test
  void addressesOfOneHostCountTogether() {
    limit("0", "2");
    rates.countAddress("2001:db8:1:2::1");
    rates.countAddress("2001:DB8:1:2:ffff:1:2:3");

    refused(() -> rates.countAddress("2001:db8:1:2:0:0:0:4"));
    refused(() -> rates.countAddress("2001:db8:1:2::5%eth0"));
    rates.countAddress("2001:db8:1:3::1");
    rates.countAddress("2001:db8:0:2::1");
  }

  /** One network stands for all of IPv4 there. */
  @Test
  void translatedAddressesCountApart() {
    limit("0", "1");
    rates.countAddress("64:ff9b::198.51.100.9");

    rates.countAddress("64:ff9b::198.51.100.10");
    rates.countAddress("::ffff:198.51.100.9");
    refused(() -> rates.countAddress("198.51.100.9"));
    refused(() -> rates.countAddress("64:ff9b::c633:6409"));
    rates.countAddress("64:ff9b:0:0:1::198.51.100.9");
    refused(() -> rates.countAddress("64:ff9b:0:0:2::1"));
  }

  @Test
  void clientsAndBackEndsOfOneAddressDoNotKeepEachOtherOut() {
    limit("0", "1");
    rates.countAddress("192.0.2.1");
    rates.countBackEnd("192.0.2.1");

    refused(() -> rates.countBackEnd("192.0.2.1"));
    refused(() -> rates.countAddress("192.0.2.1"));
  }

  private static void refused(ThrowingCallable request) {
    assertThatThrownBy(request).isInstanceOf(TooManyRequests.class);
  }

  private TooManyRequests refusal(String user) {
    return catchThrowableOfType(TooManyRequests.class, () -> rates.countUser(user));
  }
}
