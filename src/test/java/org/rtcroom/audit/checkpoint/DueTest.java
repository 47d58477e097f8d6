package org.rtcroom.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a checkpoint is made. */
class DueTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void theFirstIsMadeAtOnce() {
    assertThat(Due.at(NOON, Optional.empty(), false, false)).isTrue();
  }

  @Test
  void whatMovedIsCoveredWithinAMinute() {
    assertThat(after(Duration.ofSeconds(59), true, false)).isFalse();
    assertThat(after(Duration.ofSeconds(60), true, false)).isTrue();
  }

  @Test
  void aClosedSessionIsCoveredWithinFiveSeconds() {
    assertThat(after(Duration.ofSeconds(2), true, true)).isFalse();
    assertThat(after(Duration.ofSeconds(3), true, true)).isTrue();
  }

  @Test
  void whereNothingMovesOneIsMadeEveryHour() {
    assertThat(after(Duration.ofMinutes(59), false, false)).isFalse();
    assertThat(after(Duration.ofHours(1), false, false)).isTrue();
  }

  @Test
  void aClockThatWentBackHoldsNothingUp() {
    assertThat(after(Duration.ofSeconds(-1), false, false)).isTrue();
  }

  private static boolean after(Duration since, boolean moved, boolean closed) {
    return Due.at(NOON, Optional.of(NOON.minus(since)), moved, closed);
  }
}
