package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SettableClock;

/** The timer's method: one sweep at a time, and nothing gets out of it. */
class LapseSweeperTest {

  final SettableClock clock = new SettableClock();
  final LapseSweeper sweeper = new LapseSweeper();
  final AtomicInteger sweeps = new AtomicInteger();
  Runnable during = () -> {};
  boolean served = true;

  @BeforeEach
  void wire() {
    new Site();
    sweeper.clock = clock;
    sweeper.serving = () -> served;
    sweeper.sweep =
        new Sweep() {
          @Override
          void run() {
            sweeps.incrementAndGet();
            during.run();
          }
        };
  }

  @Test
  void aSweepRemembersWhenItFinished() {
    assertThat(sweeper.lastFinished()).isEmpty();

    sweeper.sweep();

    assertThat(sweeper.lastFinished()).contains(clock.instant());
  }

  @Test
  void nothingIsSweptInADatabaseThatMayNotBeServed() {
    served = false;
    sweeper.sweep();
    assertThat(sweeps).hasValue(0);
    assertThat(sweeper.lastFinished()).as("the sweep has not stopped").isPresent();

    served = true;
    sweeper.sweep();

    assertThat(sweeps).hasValue(1);
  }

  @Test
  void aSweepThatStillRunsIsNotJoinedByAnother() {
    during = sweeper::sweep;

    sweeper.sweep();

    assertThat(sweeps).hasValue(1);
  }

  @Test
  void noFailureGetsOutAndTheNextSweepRuns() {
    during =
        () -> {
          throw new IllegalStateException("bug");
        };
    assertThatCode(sweeper::sweep).doesNotThrowAnyException();
    assertThat(sweeper.lastFinished()).isEmpty();
    during =
        () -> {
          throw new StackOverflowError();
        };
    assertThatCode(sweeper::sweep).doesNotThrowAnyException();

    during = () -> {};
    sweeper.sweep();

    assertThat(sweeps).hasValue(3);
    assertThat(sweeper.lastFinished()).isPresent();
  }
}
