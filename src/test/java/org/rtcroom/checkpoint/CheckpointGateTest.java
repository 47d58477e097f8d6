package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is known of the database and of how far checkpoints got out of it. */
class CheckpointGateTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final CheckpointGate standing = new CheckpointGate();

  @Test
  void nothingIsWrittenBeforeTheComparisonNorWhenItFails() {
    assertThat(standing.allowed()).isFalse();
    standing.serve();
    assertThat(standing.allowed()).isTrue();
    standing.refuse("behind");
    assertThat(standing.allowed()).isFalse();
  }

  @Test
  void aFileThatFailsIsToldFromItsFirstFailureUntilItWorks() {
    standing.notCopied(NOON);
    standing.notCopied(NOON.plusSeconds(1));
    assertThat(standing.notCopiedSince()).contains(NOON);
    standing.copied();
    assertThat(standing.notCopiedSince()).isEmpty();
  }
}
