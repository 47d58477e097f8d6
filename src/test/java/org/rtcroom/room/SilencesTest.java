package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.UserId;
import org.rtcroom.stream.StreamState;

/** Heartbeats that stayed away for longer than half the timeout of 20 s. */
class SilencesTest {

  private static final RoomKey DOUBLE = RoomKey.of(RoomType.DOUBLE, "r1");

  Site site = new Site();

  @BeforeEach
  void bobIsInAnnsRoom() {
    site.sweep.run();
    done(site.open(RoomType.DOUBLE, "r1", ANN));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.join(RoomType.DOUBLE, "r1", BOB));
  }

  private void heard(int seconds, UserId... users) {
    site.clock.advance(Duration.ofSeconds(seconds));
    for (UserId user : users) {
      site.lifecycle.heartbeat(DOUBLE, user, Optional.empty(), Site.actor(user));
    }
  }

  private void leave(UserId user) {
    site.lifecycle.leave(DOUBLE, user, Site.actor(user));
  }

  private List<RoomEvent.WasSilent> recorded() {
    return site.journal.events().stream()
        .filter(RoomEvent.WasSilent.class::isInstance)
        .map(RoomEvent.WasSilent.class::cast)
        .toList();
  }

  private List<Long> lengths() {
    return recorded().stream()
        .flatMap(silent -> silent.longest().stream())
        .map(silence -> silence.length().toSeconds())
        .toList();
  }

  private Instant now() {
    return Instant.ofEpochMilli(site.clock.millis());
  }

  @Test
  void whoIsHeardInTimeWasNotSilent() {
    heard(10, ANN, BOB);
    heard(10, ANN, BOB);
    leave(BOB);
    leave(ANN);

    assertThat(recorded()).isEmpty();
  }

  @Test
  void aSilenceIsRecordedRightBeforeItsMemberLeaves() {
    Instant joined = now();
    heard(11, ANN, BOB);
    Instant heard = now();
    heard(5, ANN);

    leave(BOB);

    List<RoomEvent> events = site.journal.events();
    assertThat(events.subList(events.size() - 2, events.size()))
        .containsExactly(
            new RoomEvent.WasSilent(BOB, 1, List.of(new RoomEvent.Silence(joined, heard))),
            new RoomEvent.Left(BOB, Reason.LEFT, Optional.empty(), ""));
  }

  @Test
  void whenARoomClosesEachMembersSilencesAreRecordedAlsoOneThatLasts() {
    heard(12, ANN);
    site.lifecycle.close(DOUBLE, ANN, Site.actor(ANN));

    assertThat(recorded()).extracting(RoomEvent.WasSilent::userId).containsExactly(ANN, BOB);
    assertThat(lengths()).containsExactly(12L, 12L);
    assertThat(site.journal.events()).last().isInstanceOf(RoomEvent.Closed.class);
  }

  @Test
  void theSilenceThatEndsInAnEvictionStandsInTheEvictionOnly() {
    heard(15, ANN, BOB);
    heard(10, ANN);
    heard(11, ANN);
    site.sweep.run();

    assertThat(recorded()).extracting(RoomEvent.WasSilent::userId).containsExactly(BOB);
    assertThat(lengths()).containsExactly(15L);
  }

  @Test
  void ofManySilencesTheLongestAreKeptAndAllAreCounted() {
    for (int i = 0; i < 30; i++) {
      heard(i < 10 ? 11 : 15, ANN, BOB);
    }
    leave(BOB);

    assertThat(recorded().get(0).count()).isEqualTo(30);
    assertThat(lengths()).hasSize(20).containsOnly(15L);
    assertThat(recorded().get(0).longest()).isSortedAccordingTo(bySince());
  }

  private static Comparator<RoomEvent.Silence> bySince() {
    return Comparator.comparing(RoomEvent.Silence::from);
  }

  @Test
  void enteringAgainEndsASilenceAndLeavingBeginsAnew() {
    heard(11, ANN);
    done(site.join(RoomType.DOUBLE, "r1", BOB));
    leave(BOB);
    assertThat(lengths()).containsExactly(11L);

    done(site.join(RoomType.DOUBLE, "r1", BOB));
    leave(BOB);

    assertThat(recorded()).hasSize(1);
  }

  @Test
  void aMemberKeptForItsStreamWasSilentAllTheTime() {
    site.live.answer(StreamState.PUBLISHING);
    heard(21, ANN);
    site.sweep.run();
    heard(21, ANN, BOB);
    leave(BOB);

    assertThat(recorded())
        .filteredOn(silent -> silent.userId().equals(BOB))
        .singleElement()
        .returns(1L, RoomEvent.WasSilent::count);
    assertThat(lengths()).containsExactly(42L);
  }

  @Test
  void aStartOfTheServiceIsNoSilenceAndCountingBeginsWithIt() {
    heard(11, ANN, BOB);
    site.clock.advance(Duration.ofMinutes(5));
    site = site.restarted();
    heard(12, ANN, BOB);
    leave(BOB);

    assertThat(lengths()).containsExactly(12L);
  }

  @Test
  void aJumpOfTheClockIsNoSilence() {
    heard(5, ANN, BOB);
    site.clock.jump(Duration.ofHours(1));
    site.sweep.run();
    heard(5, ANN, BOB);
    leave(BOB);

    assertThat(recorded()).isEmpty();
  }

  @Test
  void whereNoHeartbeatsAreExpectedNobodyIsSilent() {
    RoomKey web = RoomKey.of(RoomType.WEBRTC, "7");
    RoomRequest wish = new RoomRequest(RoomType.WEBRTC, Optional.of("7"), "", "", false);
    done(site.opener.open(wish, Optional.of(Site.member(ANN)), Site.actor(ANN)));
    site.clock.advance(Duration.ofHours(1));
    site.lifecycle.leave(web, ANN, Site.actor(ANN));

    assertThat(recorded()).isEmpty();
  }

  @Test
  void whoMayBeSilentUntilTheFirstHeartbeatIsSilentOnlyAfterIt() {
    RoomKey web = RoomKey.of(RoomType.WEBEXE, "7");
    RoomRequest wish = new RoomRequest(RoomType.WEBEXE, Optional.of("7"), "", "", true);
    done(site.opener.open(wish, Optional.of(Site.member(ANN)), Site.actor(ANN)));
    site.clock.advance(Duration.ofHours(1));
    site.lifecycle.heartbeat(web, ANN, Optional.empty(), Site.actor(ANN));
    site.clock.advance(Duration.ofSeconds(13));
    site.lifecycle.leave(web, ANN, Site.actor(ANN));

    assertThat(lengths()).containsExactly(13L);
  }
}
