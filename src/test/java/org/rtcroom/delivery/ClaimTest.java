package org.rtcroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/** Pauses grow and stay in bounds. */
class ClaimTest {

  private static Duration backOff(int attempts) {
    SessionId ann = new SessionId("ann");
    return new Claim(ann, Notification.NOTICE, "group", 1, attempts, "claim").backOff();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "3, 8", "5, 32", "6, 60", "1000, 60"})
  void aPauseDoublesUpToAMinute(int failures, int seconds) {
    Duration base = Duration.ofSeconds(seconds);

    assertThat(backOff(failures)).isBetween(base, base.multipliedBy(5).dividedBy(4));
  }

  @Property(tries = 200)
  void noPauseIsOutOfBounds(@ForAll @IntRange(max = Integer.MAX_VALUE) int failures) {
    assertThat(backOff(failures)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(75));
  }
}
