package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SettableClock;

/** The sweep by timer: one sweep at a time, and nothing gets out of it. */
class RoomTimerTest {

  final SettableClock clock = new SettableClock();
  final RoomTimer timer = new RoomTimer();
  final AtomicInteger sweeps = new AtomicInteger();
  Runnable during = () -> {};
  boolean served = true;

  @BeforeEach
  void wire() {
    new Site();
    timer.clock = clock;
    timer.serving = () -> served;
    timer.sweep =
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
    assertThat(timer.lastFinished()).isEmpty();

    timer.sweep();

    assertThat(timer.lastFinished()).contains(clock.instant());
  }

  @Test
  void nothingIsSweptInADatabaseThatMayNotBeServed() {
    served = false;
    timer.sweep();
    assertThat(sweeps).hasValue(0);
    assertThat(timer.lastFinished()).as("the sweep has not stopped").isPresent();

    served = true;
    timer.sweep();

    assertThat(sweeps).hasValue(1);
  }

  @Test
  void aSweepThatStillRunsIsNotJoinedByAnother() {
    during = timer::sweep;

    timer.sweep();

    assertThat(sweeps).hasValue(1);
  }

  @Test
  void noFailureGetsOutAndTheNextSweepRuns() {
    during =
        () -> {
          throw new IllegalStateException("bug");
        };
    assertThatCode(timer::sweep).doesNotThrowAnyException();
    assertThat(timer.lastFinished()).isEmpty();
    during =
        () -> {
          throw new StackOverflowError();
        };
    assertThatCode(timer::sweep).doesNotThrowAnyException();

    during = () -> {};
    timer.sweep();

    assertThat(sweeps).hasValue(3);
    assertThat(timer.lastFinished()).isPresent();
  }
}
