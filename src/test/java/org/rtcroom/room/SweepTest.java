package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/** What a sweep does without asking anybody. Timeout 20 s, idle timeout 30 s, group limit 5 s. */
class SweepTest {

  static final RoomKey DOUBLE = RoomKey.of(RoomType.DOUBLE, "r1");
  static final RoomKey WEB = RoomKey.of(RoomType.WEBEXE, "7");

  final Site site = new Site();

  @BeforeEach
  void pastTheGraceOfTheStart() {
    site.sweep.run();
    site.clock.advance(Duration.ofMinutes(1));
    site.sweep.run();
  }

  void pass(Duration time) {
    site.clock.advance(time);
    site.sweep.run();
  }

  void beat(UserId user) {
    site.lifecycle.heartbeat(DOUBLE, user, Optional.empty(), Site.actor(user));
  }

  List<RoomEvent> events(Class<? extends RoomEvent> kind) {
    return site.journal.events().stream().filter(kind::isInstance).toList();
  }

  @Test
  void aMemberIsEvictedOnceItWasSilentForLongerThanTheTimeout() {
    Instant joined = done(site.join(RoomType.DOUBLE, "r1", ANN)).openedAt();
    pass(Duration.ofSeconds(20));
    assertThat(site.directory.find(DOUBLE)).isPresent();

    pass(Duration.ofMillis(1));

    assertThat(site.directory.find(DOUBLE)).isEmpty();
    assertThat(events(RoomEvent.Left.class))
        .containsExactly(new RoomEvent.Left(ANN, Reason.LAPSED, Optional.of(joined), ""));
    assertThat(events(RoomEvent.Closed.class))
        .containsExactly(new RoomEvent.Closed(Reason.LAST_LEFT));
  }

  @Test
  void aRoomThatIsOpenedWhileASweepGoesOnIsNotOld() {
    pass(Duration.ofMinutes(1));
    site.sweep.cluster =
        new ClusterRound() {
          {
            cluster = MemoryCluster.NONE;
          }

          @Override
          boolean sweepsHere() {
            site.clock.advance(Duration.ofMillis(5));
            done(site.open(RoomType.DOUBLE, "r1", ANN));
            return true;
          }
        };

    site.sweep.run();

    assertThat(site.directory.find(DOUBLE)).isPresent();
    assertThat(events(RoomEvent.Closed.class)).isEmpty();
  }

  @Test
  void aMemberThatIsHeardStaysAndASilentOneGoes() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.join(RoomType.DOUBLE, "r1", BOB));
    pass(Duration.ofSeconds(15));
    beat(BOB);

    pass(Duration.ofSeconds(6));

    assertThat(site.directory.find(DOUBLE).orElseThrow().members())
        .extracting(Member::userId)
        .containsExactly(BOB);
  }

  @Test
  void joiningAgainCountsAsHeard() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    pass(Duration.ofSeconds(15));
    done(site.join(RoomType.DOUBLE, "r1", ANN));

    pass(Duration.ofSeconds(6));

    assertThat(site.directory.find(DOUBLE)).isPresent();
  }

  @Test
  void aMemberHeardWhileItsEvictionWasOnTheWayStays() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    Room room = site.room(RoomType.DOUBLE, "r1");
    Heartbeats.Pulse pulse = Objects.requireNonNull(room.heartbeats.of(ANN));
    RoomRules rules = new RoomRules(RoomType.DOUBLE, site.settings.policyOf(RoomType.DOUBLE));
    Lapse lapse = new Lapse(room, rules, Site.member(ANN), pulse, pulse.lastHeard());
    site.clock.advance(Duration.ofSeconds(21));
    beat(ANN);

    lapse.evict("");
    lapse.keep(site.clock.instant());

    assertThat(events(RoomEvent.Left.class)).isEmpty();
    assertThat(events(RoomEvent.StreamKept.class)).isEmpty();
    assertThat(pulse.beating()).isTrue();
  }

  @Test
  void aRoomNobodyEnteredClosesAfterTheIdleTimeout() {
    done(site.open(RoomType.DOUBLE, "r1", ANN));
    pass(Duration.ofSeconds(120));
    assertThat(site.directory.find(DOUBLE)).isPresent();

    pass(Duration.ofMillis(1));

    assertThat(site.directory.find(DOUBLE)).isEmpty();
    assertThat(events(RoomEvent.Closed.class)).containsExactly(new RoomEvent.Closed(Reason.IDLE));
  }

  @Test
  void oneRoomsFailureIsRepeatedAndDoesNotConcernTheOthers() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.join(RoomType.MULTI, "r2", BOB));
    done(site.join(RoomType.LIVE, "r3", Site.CAT));
    site.journal.beforeEach(
        change -> {
          if (change.after().terms().roomId().equals("r2")) {
            throw new Journal.NotRecorded("away", new IllegalStateException());
          }
        });
    pass(Duration.ofSeconds(21));
    assertThat(site.directory.size()).isEqualTo(1);

    site.journal.beforeEach(change -> {});
    site.sweep.run();

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void aDoubtfulRoomIsSettledAndSweptWithTheSameSweep() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.join(RoomType.DOUBLE, "r1", BOB));
    site.journal.next(MemoryJournal.Fate.UNKNOWN_RECORDED);
    refusal(() -> site.lifecycle.leave(DOUBLE, BOB, Site.actor(BOB)));

    pass(Duration.ofSeconds(21));

    assertThat(site.directory.size()).isZero();
    assertThat(events(RoomEvent.Left.class)).hasSize(2);
  }

  @Test
  void aDoubtfulRoomThatCannotBeReadBackIsLeftForTheNextTime() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.journal.next(MemoryJournal.Fate.UNKNOWN_LOST);
    refusal(() -> site.lifecycle.close(DOUBLE, ANN, Site.actor(ANN)));
    site.journal.down(true);
    pass(Duration.ofSeconds(21));
    assertThat(site.directory.size()).isEqualTo(1);

    site.journal.down(false);
    site.sweep.run();

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void afterAStartEveryMemberHasOneFullTimeout() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.clock.advance(Duration.ofHours(1));
    Site again = site.restarted();
    again.sweep.run();
    site.clock.advance(Duration.ofSeconds(20));
    again.sweep.run();
    assertThat(again.directory.find(DOUBLE)).isPresent();

    site.clock.advance(Duration.ofMillis(1));
    again.sweep.run();

    assertThat(again.directory.find(DOUBLE)).isEmpty();
  }

  @Test
  void afterAStartAnIdleRoomHasOneFullTimeout() {
    done(site.open(RoomType.DOUBLE, "r1", ANN));
    site.clock.advance(Duration.ofHours(1));
    Site again = site.restarted();
    again.sweep.run();
    site.clock.advance(Duration.ofSeconds(120));
    again.sweep.run();
    assertThat(again.directory.find(DOUBLE)).isPresent();

    site.clock.advance(Duration.ofMillis(1));
    again.sweep.run();

    assertThat(again.directory.find(DOUBLE)).isEmpty();
  }

  @Test
  void aJumpOfTheWallClockEvictsNobody() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.open(RoomType.DOUBLE, "idle", BOB));
    site.clock.jump(Duration.ofHours(1));
    site.sweep.run();
    pass(Duration.ofSeconds(20));
    assertThat(site.directory.size()).isEqualTo(2);

    pass(Duration.ofMillis(100_001));

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void aJumpBackDoesNotMakeSilentMembersOrIdleRoomsStay() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    done(site.open(RoomType.DOUBLE, "idle", BOB));
    site.clock.jump(Duration.ofHours(-1));
    site.sweep.run();
    pass(Duration.ofSeconds(20));
    assertThat(site.directory.size()).isEqualTo(2);

    pass(Duration.ofMillis(100_001));

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void aDriftOfTwoSecondsIsNoJump() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.clock.jump(Duration.ofSeconds(2));

    pass(Duration.ofMillis(18_001));

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void webexeMembersLapseOnlyAfterTheirFirstHeartbeat() {
    done(site.open(RoomType.WEBEXE, "7", ANN));
    site.lifecycle.enter(WEB, ANN, Optional.empty(), Optional.empty(), Site.actor(ANN));
    site.lifecycle.enter(WEB, BOB, Optional.empty(), Optional.empty(), Site.actor(BOB));
    site.lifecycle.heartbeat(WEB, BOB, Optional.empty(), Site.actor(BOB));

    pass(Duration.ofSeconds(21));

    assertThat(site.directory.find(WEB).orElseThrow().members())
        .extracting(Member::userId)
        .containsExactly(ANN);
  }

  @Test
  void aRoomWhoseMembersWereNeverHeardEndsAtTheMaximumAge() {
    done(site.open(RoomType.WEBEXE, "7", ANN));
    site.lifecycle.enter(WEB, ANN, Optional.empty(), Optional.empty(), Site.actor(ANN));
    pass(Duration.ofHours(24));
    assertThat(site.directory.find(WEB)).isPresent();

    pass(Duration.ofMillis(1));

    assertThat(events(RoomEvent.Closed.class))
        .containsExactly(new RoomEvent.Closed(Reason.MAX_AGE));
  }

  @Test
  void aRoomWithoutHeartbeatsKeepsItsMembersUntilTheMaximumAge() {
    RoomRequest silent = new RoomRequest(RoomType.WEBRTC, Optional.of("7"), "", "", false);
    done(site.opener.open(silent, Optional.of(Site.member(ANN)), Site.actor(ANN)));
    site.lifecycle.heartbeat(WEB, ANN, Optional.empty(), Site.actor(ANN));
    pass(Duration.ofHours(23));
    assertThat(site.directory.find(WEB)).isPresent();

    pass(Duration.ofMillis(3_600_001));

    assertThat(events(RoomEvent.Closed.class))
        .containsExactly(new RoomEvent.Closed(Reason.MAX_AGE));
  }

  @Test
  void aRoomWithHeartbeatsHasNoMaximumAge() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.clock.advance(Duration.ofHours(25));
    beat(ANN);

    site.sweep.run();

    assertThat(site.directory.find(DOUBLE)).isPresent();
  }

  @Test
  void aJumpOfTheWallClockEndsNoRoomByItsAge() {
    done(site.open(RoomType.WEBEXE, "7", ANN));
    site.lifecycle.enter(WEB, ANN, Optional.empty(), Optional.empty(), Site.actor(ANN));
    site.clock.jump(Duration.ofHours(25));
    site.sweep.run();
    assertThat(site.directory.find(WEB)).isPresent();

    pass(Duration.ofMillis(20_001));

    assertThat(site.directory.find(WEB)).isEmpty();
  }

  @Test
  void anOpeningOutlivedByAStartIsClosedAndItsGroupDestroyed() {
    site.groups.enabled = true;
    site.groups.answerLater();
    site.open(RoomType.DOUBLE, "r1", ANN);
    Site again = site.restarted();
    again.sweep.run();
    assertThat(Outcomes.refusalOf(again.join(RoomType.DOUBLE, "r1", BOB)))
        .isEqualTo(Problem.TRY_AGAIN);
    site.clock.advance(Duration.ofMillis(10_001));

    again.sweep.run();

    assertThat(again.directory.size()).isZero();
    SessionId session = site.journal.sessionIds().get(0);
    assertThat(site.journal.tellings(session).get(1)).containsExactly(Notification.DESTROY_GROUP);
    assertThat(events(RoomEvent.Closed.class))
        .containsExactly(new RoomEvent.Closed(Reason.GROUP_FAILED));
  }

  @Test
  void anOpeningThatHasNoLineYetIsLeftAlone() {
    site.groups.enabled = true;
    RoomState old = done(site.open(RoomType.DOUBLE, "r1", ANN));
    site.lifecycle.close(old.key(), ANN, Site.actor(ANN));
    site.outbox.settling = session -> new CompletableFuture<>();
    site.open(RoomType.DOUBLE, "r1", BOB);

    pass(Duration.ofMinutes(1));

    assertThat(site.directory.size()).isEqualTo(1);
    assertThat(site.journal.sessionIds()).hasSize(1);
  }
}
