package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a checkpoint is made. */
class CheckpointScheduleTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theFirstIsMadeAtOnce() {
    assertThat(CheckpointSchedule.at(NOON, MINUTE, Optional.empty(), false, false)).isTrue();
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

  @Test
  void whereCheckpointsAreRareAClosedSessionWaitsToo() {
    Duration day = Duration.ofDays(1);

    assertThat(
            CheckpointSchedule.at(
                NOON, day, Optional.of(NOON.minus(day).plusSeconds(1)), true, true))
        .isFalse();
    assertThat(CheckpointSchedule.at(NOON, day, Optional.of(NOON.minus(day)), true, true)).isTrue();
  }

  @Test
  void aShorterIntervalHurriesOnlyWhatMoved() {
    Optional<Instant> last = Optional.of(NOON.minusSeconds(2));
    Duration second = Duration.ofSeconds(1);

    assertThat(CheckpointSchedule.at(NOON, second, last, true, false)).isTrue();
    assertThat(CheckpointSchedule.at(NOON, second, last, false, false)).isFalse();
  }

  private static boolean after(Duration since, boolean moved, boolean closed) {
    return CheckpointSchedule.at(NOON, MINUTE, Optional.of(NOON.minus(since)), moved, closed);
  }
}
