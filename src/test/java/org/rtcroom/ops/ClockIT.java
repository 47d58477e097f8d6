package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rtcroom.server.ShiftedClock;

/** Whoever is given a clock in the server is given the one that tests can put forward. */
@ExtendWith(ArquillianExtension.class)
class ClockIT {

  @Inject Clock clock;
  @Inject ShiftedClock settable;

  @Test
  void timePassesWhenATestSaysSo() {
    Instant before = clock.instant();

    settable.advance(Duration.ofMinutes(5));

    assertThat(Duration.between(before, clock.instant()))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
  }
}
