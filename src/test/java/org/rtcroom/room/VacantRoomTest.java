package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.CAT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/**
 * Rooms that everybody has left and may come back to: invited sessions for 15 min, others if the
 * operator says so. Timeout 20 s, idle timeout 30 s, greatest age 24 h.
 */
class VacantRoomTest {

  static final RoomKey R1 = RoomKey.of(RoomType.DOUBLE, "r1");
  static final ListRange FIRST = new ListRange(0, 1);
  static final Duration DEPARTURE = Duration.ofMinutes(15);

  Site site = new Site();

  Site with(String setting, String value) {
    return new Site(Map.of("roomservice.rooms.double-room." + setting, value));
  }

  /** Ann and bob are invited; ann is in. */
  SessionId annIsIn() {
    invite(RoomType.DOUBLE);
    return done(site.join(RoomType.DOUBLE, "r1", ANN)).sessionId();
  }

  RoomState invite(RoomType type) {
    return done(site.opener.openFor(
            Site.wish(type, "r1"), Set.of(ANN, BOB), List.of(), Actor.SERVICE))
        .state();
  }

  void pass(Duration time) {
    site.clock.advance(time);
    site.sweep.run();
  }

  void leave(UserId user) {
    site.lifecycle.leave(R1, user, Site.actor(user));
  }

  Phase phase() {
    return site.directory.find(R1).map(RoomState::phase).orElse(Phase.CLOSED);
  }

  List<RoomEvent> events() {
    return site.journal.events();
  }

  List<RoomState> listed(UserId user) {
    return site.directory.list(IdSpace.DOUBLE, "", Optional.of(user), false, new ListRange(0, 10));
  }

  @Test
  void theOnlyGuestOfAnInvitedSessionFallsSilentAndComesBackIntoIt() {
    site.sweep.run();
    SessionId session = annIsIn();
    pass(Duration.ofSeconds(21));
    assertThat(phase()).isEqualTo(Phase.VACANT);
    assertThat(refusal(() -> site.lifecycle.heartbeat(R1, ANN, Optional.empty(), actor())))
        .isEqualTo(Problem.NOT_A_MEMBER);

    RoomState back = done(site.join(RoomType.DOUBLE, "r1", ANN));

    assertThat(back.sessionId()).isEqualTo(session);
    assertThat(back.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(back.creator()).contains(ANN);
    assertThat(events())
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Opened", "Joined", "Left", "Vacated", "Joined");
  }

  private static Actor actor() {
    return Site.actor(ANN);
  }

  @Test
  void aStrangerDoesNotGetTheIdOfAVacantSession() {
    annIsIn();
    leave(ANN);

    assertThat(refusal(() -> site.join(RoomType.DOUBLE, "r1", CAT)))
        .isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "r1", CAT)))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
    assertThat(site.directory.find(R1, CAT)).isEmpty();
    assertThat(site.directory.find(R1, BOB)).isPresent();
  }

  @Test
  void aVacantRoomIsOnNoListAndBackInItsPlaceWhenSomebodyComes() {
    annIsIn();
    assertThat(listed(BOB)).hasSize(1);
    leave(ANN);
    assertThat(listed(BOB)).isEmpty();

    done(site.join(RoomType.DOUBLE, "r1", BOB));
    assertThat(listed(ANN)).hasSize(1);
    leave(BOB);
    site.lifecycle.close(R1, Reason.CLOSED_BY_ADMINISTRATOR, Actor.SERVICE);
    assertThat(listed(ANN)).isEmpty();
  }

  @Test
  void aSessionNobodyReturnsToClosesAfterTheDepartureTimeAndNotBefore() {
    site.sweep.run();
    annIsIn();
    leave(ANN);
    pass(DEPARTURE);
    assertThat(phase()).isEqualTo(Phase.VACANT);

    pass(Duration.ofMillis(1));

    assertThat(events()).last().isEqualTo(new RoomEvent.Closed(Reason.NOBODY_RETURNED));
    assertThat(site.directory.find(R1)).isEmpty();
  }

  @Test
  void eachDepartureHasTheWholeTime() {
    site.sweep.run();
    annIsIn();
    for (int i = 0; i < 5; i++) {
      leave(ANN);
      pass(DEPARTURE);
      done(site.join(RoomType.DOUBLE, "r1", ANN));
    }

    assertThat(phase()).isEqualTo(Phase.ACTIVE);
  }

  @Test
  void whoComesBackWhileTheSweepIsAboutToCloseTheRoomStays() {
    site.sweep.run();
    annIsIn();
    leave(ANN);
    RoomState seen = site.directory.find(R1).orElseThrow();
    site.clock.advance(DEPARTURE.plusSeconds(1));
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    Room room = site.room(RoomType.DOUBLE, "r1");

    room.carryOut(RoomRules.closeDeserted(seen, Reason.NOBODY_RETURNED), Actor.SERVICE);
    assertThat(phase()).isEqualTo(Phase.ACTIVE);

    leave(ANN);
    room.carryOut(RoomRules.closeDeserted(seen, Reason.NOBODY_RETURNED), Actor.SERVICE);
    assertThat(phase()).isEqualTo(Phase.VACANT);
  }

  @Test
  void anInvitedSessionWaitsAsLongForItsFirstGuest() {
    site.sweep.run();
    invite(RoomType.DOUBLE);
    pass(DEPARTURE);
    assertThat(phase()).isEqualTo(Phase.CREATED);

    pass(Duration.ofMillis(1));

    assertThat(events()).last().isEqualTo(new RoomEvent.Closed(Reason.IDLE));
  }

  @Test
  void aVacantSessionEndsAtItsGreatestAge() {
    site = with("max-age", "10m");
    site.sweep.run();
    annIsIn();
    for (int minute = 0; minute < 11; minute++) {
      pass(Duration.ofSeconds(19));
      site.lifecycle.heartbeat(R1, ANN, Optional.empty(), actor());
      for (int i = 0; i < 4; i++) {
        pass(Duration.ofSeconds(11));
        site.lifecycle.heartbeat(R1, ANN, Optional.empty(), actor());
      }
    }
    assertThat(phase()).as("somebody is inside").isEqualTo(Phase.ACTIVE);
    leave(ANN);

    site.sweep.run();

    assertThat(events()).last().isEqualTo(new RoomEvent.Closed(Reason.MAX_AGE));
  }

  /** Also in live_rooms, which end with their creator: here that is whoever came first. */
  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "MULTI", "LIVE"})
  void noGuestEndsAnInvitedSessionByLeaving(RoomType type) {
    RoomState room = invite(type);
    done(site.join(type, "r1", ANN));
    done(site.join(type, "r1", BOB));

    site.lifecycle.leave(room.key(), ANN, Site.actor(ANN));
    assertThat(site.directory.find(room.key())).isPresent();
    site.lifecycle.leave(room.key(), BOB, Site.actor(BOB));

    assertThat(done(site.join(type, "r1", BOB)).sessionId()).isEqualTo(room.sessionId());
  }

  @Test
  void aRoomOfClientsClosesWithItsLastMemberUnlessTheOperatorSaysOtherwise() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    leave(ANN);
    assertThat(events()).last().isEqualTo(new RoomEvent.Closed(Reason.LAST_LEFT));

    site = with("departure-time", "1m");
    site.sweep.run();
    SessionId session = done(site.join(RoomType.DOUBLE, "r1", ANN)).sessionId();
    leave(ANN);
    assertThat(events()).last().isEqualTo(new RoomEvent.Vacated(Duration.ofMinutes(1)));
    assertThat(done(site.join(RoomType.DOUBLE, "r1", CAT)).sessionId()).isEqualTo(session);
    leave(CAT);
    pass(Duration.ofMillis(60_001));

    assertThat(events()).last().isEqualTo(new RoomEvent.Closed(Reason.NOBODY_RETURNED));
  }

  @Test
  void withoutADepartureTimeAnInvitedSessionClosesWithItsLastGuest() {
    site = with("departure-time", "0s");
    annIsIn();

    leave(ANN);

    assertThat(events()).last().isEqualTo(new RoomEvent.Closed(Reason.LAST_LEFT));
  }

  @Test
  void whoWasPutOutDoesNotComeBackAndTheOthersDo() {
    annIsIn();
    site.remove(R1, ANN);
    assertThat(phase()).isEqualTo(Phase.VACANT);

    assertThat(refusal(() -> site.join(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.NOT_ALLOWED);
    assertThat(done(site.join(RoomType.DOUBLE, "r1", BOB)).members()).hasSize(1);
  }

  @Test
  void theGroupOfAVacantRoomStaysAndGoesWithTheRoom() {
    site.groups.enabled = true;
    site.sweep.run();
    SessionId session = annIsIn();
    leave(ANN);
    assertThat(site.journal.tellings(session)).last().isEqualTo(Set.of(Notification.NOTICE));

    pass(DEPARTURE.plusMillis(1));

    assertThat(site.journal.tellings(session)).last().isEqualTo(Set.of(Notification.DESTROY_GROUP));
  }

  @Test
  void aVacantRoomSurvivesACrashAndHasTheWholeTimeAgain() {
    SessionId session = annIsIn();
    leave(ANN);
    RoomState before = site.directory.find(R1).orElseThrow();
    site.clock.advance(Duration.ofHours(1));

    site = site.restarted();
    site.sweep.run();
    assertThat(site.directory.find(R1)).contains(before);
    assertThat(listed(ANN)).isEmpty();
    pass(DEPARTURE);
    assertThat(done(site.join(RoomType.DOUBLE, "r1", ANN)).sessionId()).isEqualTo(session);

    leave(ANN);
    pass(DEPARTURE.plusMillis(1));
    assertThat(phase()).isEqualTo(Phase.CLOSED);
  }

  /** Also not by taking a place on a page that it is left out of. */
  @Test
  void aVacantRoomTakesNoPlaceOnAListAfterAStart() {
    site = with("departure-time", "1h");
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    site.clock.advance(Duration.ofSeconds(1));
    done(site.join(RoomType.DOUBLE, "r2", BOB));
    leave(ANN);

    site = site.restarted();

    assertThat(site.directory.list(IdSpace.DOUBLE, "", Optional.of(ANN), false, FIRST))
        .extracting(room -> room.key().id())
        .containsExactly("r2");
  }

  @Test
  void aJumpOfTheClockClosesNoVacantRoom() {
    site.sweep.run();
    annIsIn();
    leave(ANN);
    site.clock.jump(Duration.ofHours(1));

    site.sweep.run();

    assertThat(phase()).isEqualTo(Phase.VACANT);
  }

  @Test
  void anotherNodeTakesTheVacantRoom() {
    MemoryCluster shared = new MemoryCluster();
    Site a = Site.node(shared, shared.clock);
    Site b = Site.node(shared, shared.clock);
    RoomState opened =
        done(a.opener.openFor(
                Site.wish(RoomType.DOUBLE, "r1"), Set.of(ANN, BOB), List.of(), Actor.SERVICE))
            .state();
    done(a.join(RoomType.DOUBLE, "r1", ANN));
    a.lifecycle.leave(R1, ANN, Site.actor(ANN));
    assertThat(b.directory.find(R1).orElseThrow().phase()).isEqualTo(Phase.VACANT);

    RoomState back = done(b.join(RoomType.DOUBLE, "r1", ANN));

    assertThat(back.sessionId()).isEqualTo(opened.sessionId());
    assertThat(a.directory.find(R1).orElseThrow().phase()).isEqualTo(Phase.ACTIVE);
  }
}
