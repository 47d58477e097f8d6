package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rtcroom.kernel.UserId;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamState;

/** What a sweep does where the live platform tells whether a stream still flows. */
class StreamSweepTest {

  static final RoomKey DOUBLE = RoomKey.of(RoomType.DOUBLE, "r1");

  final Site site = new Site();

  @BeforeEach
  void aMemberInARoomPastTheGrace() {
    site.sweep.run();
    site.clock.advance(Duration.ofMinutes(1));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.sweep.run();
  }

  void pass(Duration time) {
    site.clock.advance(time);
    site.sweep.run();
  }

  List<RoomEvent> events(Class<? extends RoomEvent> kind) {
    return site.journal.events().stream().filter(kind::isInstance).toList();
  }

  boolean inside() {
    return site.directory.find(DOUBLE).isPresent();
  }

  @Test
  void nobodyIsAskedAboutAMemberThatIsHeard() {
    site.live.answer(StreamState.NOT_PUBLISHING);

    pass(Duration.ofSeconds(20));

    assertThat(site.live.asked).isEmpty();
    assertThat(inside()).isTrue();
  }

  @Test
  void aStreamThatHasStoppedIsTheEnd() {
    site.live.answer(StreamState.NOT_PUBLISHING);
    Instant joined = site.directory.find(DOUBLE).orElseThrow().openedAt();

    pass(Duration.ofSeconds(21));

    assertThat(events(RoomEvent.Left.class))
        .containsExactly(
            new RoomEvent.Left(ANN, Reason.LAPSED, Optional.of(joined), "not publishing"));
  }

  @Test
  void aFlowingStreamKeepsItsMemberAndIsRecordedOnce() {
    site.live.answer(StreamState.PUBLISHING);
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofSeconds(21));
    }

    assertThat(inside()).isTrue();
    assertThat(site.live.asked).hasSize(5);
    assertThat(events(RoomEvent.StreamKept.class)).hasSize(1);
  }

  @Test
  void aFlowingStreamCountsAsAHeartbeat() {
    site.live.answer(StreamState.PUBLISHING);
    pass(Duration.ofSeconds(21));

    pass(Duration.ofSeconds(20));

    assertThat(site.live.asked).hasSize(1);
  }

  @Test
  void aKeptMemberThatIsHeardAgainIsRecorded() {
    site.live.answer(StreamState.PUBLISHING);
    pass(Duration.ofSeconds(21));
    site.sweep.run();
    assertThat(events(RoomEvent.HeardAgain.class)).isEmpty();

    site.lifecycle.heartbeat(DOUBLE, ANN, Optional.empty(), Site.actor(ANN));
    site.sweep.run();
    site.sweep.run();

    assertThat(events(RoomEvent.HeardAgain.class)).hasSize(1);
  }

  @Test
  void aStartIsNoSignOfLifeOfAKeptMember() {
    site.live.answer(StreamState.PUBLISHING);
    pass(Duration.ofSeconds(21));
    Site again = site.restarted();

    again.sweep.run();

    assertThat(events(RoomEvent.StreamKept.class)).hasSize(1);
    assertThat(events(RoomEvent.HeardAgain.class)).isEmpty();
  }

  @Test
  void aMemberGoesAfterThreeRoundsWithoutAnAnswer() {
    site.live.fail();
    pass(Duration.ofSeconds(21));
    pass(Duration.ofSeconds(5));
    assertThat(inside()).isTrue();

    pass(Duration.ofSeconds(5));

    assertThat(inside()).isFalse();
    assertThat(site.live.asked).hasSize(3);
    assertThat(events(RoomEvent.Left.class))
        .singleElement()
        .extracting(left -> ((RoomEvent.Left) left).streamState())
        .isEqualTo("no answer");
  }

  @Test
  void anAnswerThatSaysNothingIsNoAnswer() {
    site.live.answer(StreamState.UNKNOWN);
    pass(Duration.ofSeconds(21));
    pass(Duration.ofSeconds(5));
    assertThat(inside()).isTrue();
    pass(Duration.ofSeconds(5));

    assertThat(inside()).isFalse();
  }

  @Test
  void aPlatformThatThrowsIsNoAnswer() {
    site.live.enabled = true;
    site.live.answer =
        stream -> {
          throw new IllegalStateException("no connection");
        };

    pass(Duration.ofSeconds(21));

    assertThat(inside()).isTrue();
  }

  @Test
  void roundsWithoutAnAnswerCountOnlyInARow() {
    site.live.fail();
    pass(Duration.ofSeconds(21));
    pass(Duration.ofSeconds(5));
    site.lifecycle.heartbeat(DOUBLE, ANN, Optional.empty(), Site.actor(ANN));
    pass(Duration.ofSeconds(5));

    pass(Duration.ofSeconds(21));
    pass(Duration.ofSeconds(5));
    assertThat(inside()).isTrue();
    pass(Duration.ofSeconds(5));

    assertThat(inside()).isFalse();
  }

  @Test
  void aMemberWithoutAStreamGoesUnasked() {
    site.live.answer(StreamState.PUBLISHING);
    done(site.open(RoomType.WEBRTC, "7", BOB));
    RoomKey web = RoomKey.of(RoomType.WEBRTC, "7");
    site.lifecycle.enter(web, BOB, Optional.empty(), Optional.empty(), Site.actor(BOB));

    pass(Duration.ofSeconds(21));

    assertThat(site.directory.find(web)).isEmpty();
    assertThat(site.live.asked).containsExactly(new StreamName("1_ann"));
  }

  @Test
  void aMemberHeardWhileThePlatformIsAskedStays() {
    site.live.enabled = true;
    site.live.answer =
        stream -> {
          site.lifecycle.heartbeat(DOUBLE, ANN, Optional.empty(), Site.actor(ANN));
          return CompletableFuture.completedFuture(StreamState.NOT_PUBLISHING);
        };

    pass(Duration.ofSeconds(21));

    assertThat(inside()).isTrue();
  }

  @Test
  void aRoomCanBeChangedWhileThePlatformIsAsked() {
    site.live.enabled = true;
    site.live.answer =
        stream ->
            CompletableFuture.supplyAsync(
                () -> {
                  done(site.join(RoomType.DOUBLE, "r1", BOB));
                  return StreamState.NOT_PUBLISHING;
                });

    pass(Duration.ofSeconds(21));

    assertThat(site.directory.find(DOUBLE).orElseThrow().members())
        .extracting(Member::userId)
        .containsExactly(BOB);
  }

  @Test
  @Tag("slow")
  @Timeout(10)
  void aThousandLapsedMembersAreAskedAboutThirtyTwoAtATime() {
    for (int i = 0; i < 1_000; i++) {
      done(site.join(RoomType.DOUBLE, "crowd" + i, UserId.of("user" + i)));
    }
    site.live.enabled = true;
    site.live.answer =
        stream ->
            new CompletableFuture<StreamState>()
                .completeOnTimeout(StreamState.NOT_PUBLISHING, 20, TimeUnit.MILLISECONDS);

    pass(Duration.ofSeconds(21));

    assertThat(site.directory.size()).isZero();
    assertThat(site.live.asked).hasSize(1_001);
    assertThat(site.live.mostAtOnce).hasValue(32);
  }
}
