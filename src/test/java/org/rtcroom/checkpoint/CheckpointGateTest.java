package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.ServiceHalted;

/** What is known of the database and of how far checkpoints got out of it. */
class CheckpointGateTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final CheckpointGate gate = new CheckpointGate();

  @Test
  void nothingIsWrittenBeforeTheComparisonNorWhenItFails() {
    assertThat(gate.allowed()).isFalse();
    gate.serve();
    assertThat(gate.allowed()).isTrue();
    gate.refuse("behind");
    assertThat(gate.allowed()).isFalse();
  }

  @Test
  void aServiceThatHaltedIsNotServedAgainAndAllReasonsAreTold() {
    gate.serve();
    gate.halt(new ServiceHalted("one"));
    gate.halt(new ServiceHalted("two"));
    gate.halt(new ServiceHalted("one"));
    gate.serve();

    assertThat(gate.allowed()).isFalse();
    assertThat(gate.obstacle()).contains("two; one");
  }

  @Test
  void aFileThatFailsIsToldFromItsFirstFailureUntilItWorks() {
    gate.notCopied(NOON);
    gate.notCopied(NOON.plusSeconds(1));
    assertThat(gate.notCopiedSince()).contains(NOON);
    gate.copied();
    assertThat(gate.notCopiedSince()).isEmpty();
  }
}
