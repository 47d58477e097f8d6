package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.CAT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.kernel.UserId;
import org.rtcroom.stream.StreamState;

/**
 * A process that did not run for a while puts nobody out: an eviction takes a whole timeout, 20 s,
 * in which it was awake.
 */
class PausesTest {

  static final RoomKey R1 = RoomKey.of(RoomType.DOUBLE, "r1");
  static final Duration PAUSE = Duration.ofSeconds(30);

  final Site site =
      new Site(
          Map.of(
              "roomservice.rooms.live-room.idle-timeout", "30s",
              "roomservice.rooms.multi-room.idle-timeout", "30s"));

  @BeforeEach
  void annAndBobHaveMetAndBeat() {
    site.sweep.run();
    pass(Duration.ofMinutes(1));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.join(RoomType.DOUBLE, "r1", BOB));
    beatFor(Duration.ofSeconds(20));
  }

  void pass(Duration time) {
    site.clock.advance(time);
    site.sweep.run();
  }

  void beat(UserId user) {
    site.lifecycle.heartbeat(R1, user, Optional.empty(), Site.actor(user));
  }

  void beatFor(Duration time) {
    for (long second = 0; second < time.toSeconds(); second += 5) {
      beat(ANN);
      beat(BOB);
      pass(Duration.ofSeconds(5));
    }
  }

  List<UserId> inside() {
    return site.directory.find(R1).stream()
        .flatMap(room -> room.members().stream())
        .map(Member::userId)
        .toList();
  }

  List<RoomEvent> events(Class<? extends RoomEvent> kind) {
    return site.journal.events().stream().filter(kind::isInstance).toList();
  }

  @Test
  void afterAPauseBothGoOnAsIfNothingHadBeenAndTheRecordTellsOfThePause() {
    site.clock.freeze(PAUSE);
    site.sweep.run(); // the sweep may be the first to run
    beatFor(Duration.ofMinutes(2));

    assertThat(inside()).containsExactly(ANN, BOB);
    assertThat(events(RoomEvent.Left.class)).isEmpty();
    assertThat(site.accessLog.pauses)
        .singleElement()
        .satisfies(pause -> assertThat(pause.length()).isBetween(PAUSE, PAUSE.plusSeconds(1)))
        .satisfies(
            pause ->
                assertThat(Duration.between(pause.from(), pause.to()).minus(pause.length()).abs())
                    .isLessThan(Duration.ofMillis(2)));
  }

  @Test
  void whoStaysSilentGoesAWholeTimeoutAfterThePause() {
    site.clock.freeze(PAUSE);
    site.sweep.run();
    pass(Duration.ofSeconds(20));
    assertThat(inside()).containsExactly(ANN, BOB);

    pass(Duration.ofSeconds(1));

    assertThat(inside()).isEmpty();
  }

  /** The longest silence that is still allowed, and whatever comes on top of it. */
  @ParameterizedTest
  @ValueSource(longs = {1_001, 1_500, 5_000, 19_000, 21_000, 3_600_000, 200_000_000})
  void everyPauseGivesAWholeTimeout(long millis) {
    pass(Duration.ofMillis(14_500));
    site.clock.freeze(Duration.ofMillis(millis));
    pass(Duration.ofSeconds(19));

    assertThat(inside()).containsExactly(ANN, BOB);
  }

  @Test
  void pausesOneAfterAnotherGiveEachAWholeTimeout() {
    for (int i = 0; i < 10; i++) {
      site.clock.freeze(PAUSE);
      pass(Duration.ofSeconds(15));
    }

    assertThat(inside()).containsExactly(ANN, BOB);
    assertThat(site.accessLog.pauses).hasSize(10);
  }

  @Test
  void waitingForLessThanASecondIsNoPause() {
    for (int i = 0; i < 22; i++) {
      site.clock.freeze(Duration.ofMillis(950));
      site.pauses.look();
    }
    site.sweep.run();

    assertThat(inside()).isEmpty();
    assertThat(site.accessLog.pauses).isEmpty();
  }

  /** Its monotonic clock stood still with it. */
  @Test
  void aMachineThatWasFrozenWithAllItsClocksPutsNobodyOut() {
    pass(Duration.ofSeconds(14));
    site.clock.jump(PAUSE);
    site.sweep.run();
    pass(Duration.ofSeconds(19));

    assertThat(inside()).containsExactly(ANN, BOB);
    assertThat(site.accessLog.pauses).hasSize(1);
  }

  /** Ann and bob are found silent rightly; whether they are still, nobody knows after a pause. */
  @ParameterizedTest
  @ValueSource(strings = {"NOT_PUBLISHING", "UNKNOWN"})
  void aPauseWhileTheLivePlatformIsAskedPutsNobodyOut(String answer) {
    site.live.enabled = true;
    site.live.answer =
        stream -> {
          site.clock.freeze(PAUSE);
          return CompletableFuture.completedFuture(StreamState.valueOf(answer));
        };
    pass(Duration.ofSeconds(21));

    assertThat(inside()).containsExactly(ANN, BOB);

    beatFor(Duration.ofMinutes(1));
    assertThat(inside()).containsExactly(ANN, BOB);
  }

  /** The sweep is paused while it records the end of the first of the old rooms. */
  @Test
  void aPauseInTheMiddleOfASweepEndsNothingThatIsLookedAtAfterwards() {
    openTwenty("old");
    site.clock.advance(Duration.ofSeconds(9));
    done(site.join(RoomType.MULTI, "silent", CAT));
    site.clock.advance(Duration.ofSeconds(6));
    openTwenty("young");
    beat(ANN);
    beat(BOB);
    site.clock.advance(Duration.ofSeconds(16));
    AtomicBoolean paused = new AtomicBoolean();
    site.journal.beforeEach(
        change -> {
          if (paused.compareAndSet(false, true)) {
            site.clock.freeze(PAUSE);
          }
        });

    site.sweep.run();

    assertThat(paused).isTrue();
    assertThat(events(RoomEvent.Left.class)).isEmpty();
    assertThat(events(RoomEvent.Closed.class)).hasSize(1);
  }

  private void openTwenty(String name) {
    for (int i = 0; i < 20; i++) {
      done(site.open(RoomType.LIVE, name + i, ANN));
    }
  }

  @Test
  void aPauseIsNobodysSilence() {
    site.clock.freeze(PAUSE);
    beat(ANN); // before the sweep
    beat(BOB);
    site.lifecycle.close(R1, ANN, Site.actor(ANN));

    assertThat(events(RoomEvent.WasSilent.class)).isEmpty();
  }

  @Test
  void aPauseThatCannotBeRecordedIsRecordedLater() {
    site.accessLog.down = true;
    site.clock.freeze(PAUSE);
    pass(Duration.ofSeconds(5));
    assertThat(site.accessLog.pauses).isEmpty();
    site.accessLog.down = false;

    pass(Duration.ofSeconds(1));

    assertThat(site.accessLog.pauses).hasSize(1);
  }

  @Test
  void aRoomThatWaitsForItsGuestsHasATimeoutAfterAPause() {
    done(site.open(RoomType.MULTI, "idle", CAT));
    pass(Duration.ofSeconds(25));
    site.clock.freeze(PAUSE);
    pass(Duration.ofSeconds(19));
    assertThat(site.directory.find(RoomKey.of(RoomType.MULTI, "idle"))).isPresent();

    pass(Duration.ofSeconds(2));

    assertThat(site.directory.find(RoomKey.of(RoomType.MULTI, "idle"))).isEmpty();
  }
}
