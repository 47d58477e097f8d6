package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtcroom.settings.Settings;

/** Who asks too often waits for the next minute. */
class RatesTest {

  private final SettableTime clock = new SettableTime();
  private final Rates rates = new Rates();

  private void limit(String perUser) {
    rates.clock = clock;
    rates.settings =
        WeappSettings.read(Settings.of(Map.of("roomservice.http.rate-limit-per-user", perUser)));
  }

  @Test
  void requestsBeyondTheLimitAreRefusedUntilTheNextMinute() {
    limit("2");
    rates.countUser("ann");
    rates.countUser("ann");

    Refused.with(WireProblem.TOO_MANY_REQUESTS, () -> rates.countUser("ann"));
    assertThatCode(() -> rates.countUser("bob")).doesNotThrowAnyException();
    clock.advance(Duration.ofMinutes(1));
    assertThatCode(() -> rates.countUser("ann")).doesNotThrowAnyException();
  }

  @Test
  void withoutALimitNobodyIsCounted() {
    limit("0");

    for (int i = 0; i < 10_000; i++) {
      rates.countUser("ann");
    }
  }
}
