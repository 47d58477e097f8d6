package org.rtcroom.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rtcroom.ops.Readiness.Finding;

/** Strangers ask as often as they like, and the database hears of it once a second. */
class LastFindingsTest {

  private final LastFindings last = new LastFindings();
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
  private int looks;
  private Runnable meanwhile = () -> {};

  LastFindingsTest() {
    last.stopwatch = () -> now;
    last.readiness =
        new Readiness() {
          @Override
          List<Finding> findings() {
            looks++;
            meanwhile.run();
            return List.of(new Finding("look " + looks, Optional.empty(), Optional.empty()));
          }
        };
  }

  private void advance(Duration by) {
    now += by.toNanos();
  }

  private void found(String name) {
    assertThat(last.get()).extracting(Finding::name).containsExactly(name);
  }

  @Test
  void oneCallerASecondHasTheNodeLookedAt() {
    for (int i = 0; i < 100; i++) {
      found("look 1");
    }
    advance(LastFindings.FRESH);

    found("look 2");
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void theOthersDoNotWaitMeanwhile() {
    found("look 1");
    advance(LastFindings.FRESH);
    meanwhile = () -> found("look 1");

    found("look 2");
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void aNodeWhoseChecksTakeTooLongIsNotReady() {
    found("look 1");
    advance(LastFindings.LONGEST);
    meanwhile = () -> assertThat(Readiness.up(last.get())).isFalse();

    found("look 2");
    meanwhile = () -> {};
    assertThat(Readiness.up(last.get())).isTrue();
  }

  @Test
  void aLookThatFailsIsNotTheLastOne() {
    meanwhile =
        () -> {
          throw new IllegalStateException("no look");
        };
    try {
      last.get();
    } catch (IllegalStateException expected) {
      meanwhile = () -> {};
    }

    found("look 2");
  }
}
