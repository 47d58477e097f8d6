package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rtcroom.room.MemoryJournal.Fate.RECORDED;
import static org.rtcroom.room.MemoryJournal.Fate.REFUSED;
import static org.rtcroom.room.MemoryJournal.Fate.UNKNOWN_LOST;
import static org.rtcroom.room.MemoryJournal.Fate.UNKNOWN_RECORDED;
import static org.rtcroom.room.Outcomes.done;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Outcomes.refusalOf;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/** The journal fails at every step a room can be at: nothing is half done, nothing is lost. */
class KillPointTest {

  static final RoomKey LIVE = RoomKey.of(RoomType.LIVE, "r1");
  static final RoomKey DOUBLE = RoomKey.of(RoomType.DOUBLE, "r1");

  final Site site = new Site();

  record Command(String name, Consumer<Site> carryOut) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Each changes the room that {@link #roomWithTwo} makes. */
  static List<Command> commands() {
    return List.of(
        new Command("join", s -> done(s.join(RoomType.LIVE, "r1", Site.CAT))),
        new Command("leave", s -> s.lifecycle.leave(LIVE, BOB, Site.actor(BOB))),
        new Command("close", s -> s.lifecycle.close(LIVE, ANN, Site.actor(ANN))),
        new Command("remove", s -> s.remove(LIVE, BOB)),
        new Command("inc", s -> s.audience.count(LIVE, ANN, "likes", 1, Site.actor(ANN))),
        new Command("come", s -> s.audience.come(LIVE, new Viewer(Site.CAT, ""), Actor.SERVICE)),
        new Command("status", KillPointTest::declareStatus));
  }

  private static void declareStatus(Site site) {
    Room room = site.room(RoomType.LIVE, "r1");
    room.carryOut(site.settings.rulesOf(room.state()).declareStatus(ANN, 3), Site.actor(ANN));
  }

  RoomState roomWithTwo() {
    done(site.join(RoomType.LIVE, "r1", ANN));
    return done(site.join(RoomType.LIVE, "r1", BOB));
  }

  RoomState recorded(RoomState room) {
    return site.journal.load(room.sessionId()).orElseThrow().state();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandThatIsNotRecordedChangesNothing(Command command) {
    RoomState before = roomWithTwo();
    site.journal.next(REFUSED);

    assertThat(refusal(() -> command.carryOut.accept(site))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.directory.find(LIVE)).contains(before);
    assertThat(recorded(before)).isEqualTo(before);
    command.carryOut.accept(site);
    assertThat(recorded(before)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aLostCommitIsFoundOutBeforeAnythingElse(Command command) {
    RoomState before = roomWithTwo();
    site.journal.next(UNKNOWN_LOST);

    assertThat(refusal(() -> command.carryOut.accept(site))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.directory.find(LIVE)).contains(before);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aDatabaseThatWasSetBackIsFoundOutByTheNextChange(Command command) {
    RoomState before = roomWithTwo();
    site.audience.count(LIVE, ANN, "lost", 1, Site.actor(ANN));
    site.journal.setBack(before.sessionId());
    assertThat(site.journal.lost()).isEmpty();

    command.carryOut.accept(site);

    assertThat(site.journal.lost()).containsExactly(before.sessionId());
  }

  @Test
  void aSessionThatIsGoneIsFoundOutByTheNextChange() {
    RoomState opened = done(site.join(RoomType.LIVE, "r1", ANN));
    site.journal.setBack(opened.sessionId());

    assertThat(refusal(() -> done(site.join(RoomType.LIVE, "r1", BOB))))
        .isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.journal.lost()).containsExactly(opened.sessionId());
    assertThat(site.directory.find(LIVE)).isEmpty();
  }

  /** What was never acknowledged is not lost. */
  @ParameterizedTest
  @MethodSource("commands")
  void aCommitThatFailedIsNoLoss(Command command) {
    roomWithTwo();
    site.journal.next(UNKNOWN_LOST);
    refusal(() -> command.carryOut.accept(site));

    command.carryOut.accept(site);

    assertThat(site.journal.lost()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommitWithoutAnAnswerIsFoundOutBeforeAnythingElse(Command command) {
    RoomState before = roomWithTwo();
    site.journal.next(UNKNOWN_RECORDED);

    assertThat(refusal(() -> command.carryOut.accept(site))).isEqualTo(Problem.TRY_AGAIN);

    RoomState truth = recorded(before);
    assertThat(truth).isNotEqualTo(before);
    assertThat(site.directory.find(LIVE)).isEqualTo(Optional.of(truth).filter(RoomState::open));
    boolean listed =
        !site.directory
            .list(IdSpace.LIVE, "", Optional.of(BOB), false, new ListRange(0, 9))
            .isEmpty();
    assertThat(listed).isEqualTo(truth.open());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theCommandAfterADoubtfulOneDecidesOnTheTruth(Command command) {
    RoomState before = roomWithTwo();
    site.journal.next(UNKNOWN_RECORDED);
    refusal(() -> command.carryOut.accept(site));
    RoomState truth = recorded(before);

    RoomState after = done(site.join(RoomType.LIVE, "r1", AudienceRulesTest.DAN));

    boolean sameSession = after.sessionId().equals(before.sessionId());
    assertThat(sameSession).isEqualTo(truth.open());
    assertThat(recorded(after)).isEqualTo(after);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aWriterThatIsOvertakenDecidesAgain(Command command) {
    RoomState before = roomWithTwo();
    overtakenBy(new RoomEvent.Barred(AudienceRulesTest.DAN), 1);

    command.carryOut.accept(site);

    RoomState truth = recorded(before);
    assertThat(truth.removed()).contains(AudienceRulesTest.DAN);
    assertThat(site.directory.find(LIVE)).isEqualTo(Optional.of(truth).filter(RoomState::open));
  }

  @Test
  void fiveLostRacesAreTryAgain() {
    roomWithTwo();
    overtakenBy(new RoomEvent.Barred(AudienceRulesTest.DAN), 5);

    assertThat(refusal(() -> site.lifecycle.leave(LIVE, BOB, Site.actor(BOB))))
        .isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.directory.find(LIVE).orElseThrow().hasMember(BOB)).isTrue();
  }

  /** Another node records that event just before each of the next recordings. */
  private void overtakenBy(RoomEvent event, int times) {
    int[] left = {times};
    site.journal.beforeEach(
        change -> {
          if (left[0]-- > 0) {
            RecordedSession now = site.journal.load(change.after().sessionId()).orElseThrow();
            RoomState after = event.applyTo(now.state(), now.position().at());
            JournalEntry entry = new JournalEntry(event, Actor.SERVICE, now.position().at());
            site.journal.recordNow(
                new Change(Optional.of(now.position()), List.of(entry), after, Set.of()));
          }
        });
  }

  @Test
  void anOpeningThatIsNotRecordedLeavesTheIdFree() {
    site.journal.next(REFUSED);

    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.directory.size()).isZero();
    assertThat(done(site.open(RoomType.DOUBLE, "r1", BOB)).creator()).contains(BOB);
  }

  @Test
  void aLostOpeningLeavesTheIdFree() {
    site.journal.next(UNKNOWN_LOST);
    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(done(site.open(RoomType.DOUBLE, "r1", BOB)).creator()).contains(BOB);
  }

  @Test
  void aLostOpeningIsNoRoom() {
    site.journal.next(UNKNOWN_LOST);
    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.directory.find(DOUBLE)).isEmpty();
    assertThat(site.directory.size()).isZero();
    assertThat(done(site.join(RoomType.DOUBLE, "r1", BOB)).creator()).contains(BOB);
  }

  @Test
  void anOpeningWithoutAnAnswerIsARoomIfItWasRecorded() {
    site.journal.next(UNKNOWN_RECORDED);
    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "r1", BOB)))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
    assertThat(done(site.join(RoomType.DOUBLE, "r1", BOB)).members()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryJournal.Fate.class,
      names = {"REFUSED", "UNKNOWN_LOST"})
  void aClaimThatIsNotRecordedCreatesNoGroupAndLeavesTheIdFree(MemoryJournal.Fate fate) {
    site.groups.enabled = true;
    site.journal.next(fate);

    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.groups.created).isEmpty();
    assertThat(done(site.open(RoomType.DOUBLE, "r1", BOB)).creator()).contains(BOB);
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryJournal.Fate.class,
      names = {"REFUSED", "UNKNOWN_LOST"})
  void aGroupWhoseRoomIsNotRecordedIsDestroyedAtOnce(MemoryJournal.Fate fate) {
    site.groups.enabled = true;
    site.journal.next(RECORDED, fate);

    assertThat(refusalOf(site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.TRY_AGAIN);

    SessionId session = site.journal.sessionIds().get(0);
    assertThat(site.directory.size()).isZero();
    assertThat(site.journal.tellings(session)).endsWith(Set.of(Notification.DESTROY_GROUP));
  }

  @Test
  void aRoomWhoseOpeningHasNoAnswerIsOpenIfItWasRecorded() {
    site.groups.enabled = true;
    site.journal.next(RECORDED, UNKNOWN_RECORDED);

    assertThat(refusalOf(site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.TRY_AGAIN);

    assertThat(site.directory.find(DOUBLE)).isPresent();
    assertThat(done(site.join(RoomType.DOUBLE, "r1", BOB)).members()).hasSize(1);
  }

  @Test
  void anOpeningThatCannotEvenBeClosedIsClosedByTheSweep() {
    site.groups.enabled = true;
    site.groups.answer(GroupChat.GroupOutcome.UNKNOWN);
    site.sweep.run();
    site.journal.next(RECORDED, REFUSED);
    assertThat(refusalOf(site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.GROUP_FAILED);
    assertThat(site.directory.size()).isEqualTo(1);

    site.clock.advance(Duration.ofSeconds(10));
    site.sweep.run();
    assertThat(site.directory.size()).isEqualTo(1);
    site.clock.advance(Duration.ofMillis(1));
    site.sweep.run();

    SessionId session = site.journal.sessionIds().get(0);
    assertThat(site.directory.size()).isZero();
    assertThat(site.journal.tellings(session)).endsWith(Set.of(Notification.DESTROY_GROUP));
  }

  @Test
  void aLateGroupDoesNotOpenARoomTheSweepHasClosed() {
    site.groups.enabled = true;
    site.sweep.run();
    CompletableFuture<GroupChat.GroupOutcome> group = site.groups.answerLater();
    CompletionStage<RoomState> ann = site.join(RoomType.DOUBLE, "r1", ANN);
    CompletionStage<RoomState> bob = site.join(RoomType.DOUBLE, "r1", BOB);
    site.clock.advance(Duration.ofSeconds(11));

    site.sweep.run();
    assertThat(refusalOf(bob)).isEqualTo(Problem.GROUP_FAILED);
    group.complete(GroupChat.GroupOutcome.CREATED);

    assertThat(refusalOf(ann)).isEqualTo(Problem.TRY_AGAIN);
    assertThat(site.directory.find(DOUBLE)).isEmpty();
  }

  @Test
  void whileTheDatabaseIsDownReadsAndHeartbeatsGoOn() {
    RoomState room = roomWithTwo();
    site.journal.down(true);

    assertThat(site.directory.find(LIVE)).contains(room);
    assertThat(site.lifecycle.heartbeat(LIVE, ANN, Optional.empty(), Site.actor(ANN)))
        .isEqualTo(room);
    assertThat(refusal(() -> site.lifecycle.leave(LIVE, ANN, Site.actor(ANN))))
        .isEqualTo(Problem.TRY_AGAIN);
  }

  /** The status is declared with the next heartbeat; this one counts. */
  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "UNKNOWN_LOST", "UNKNOWN_RECORDED"})
  void aHeartbeatWhoseStatusIsNotRecordedIsTakenAllTheSame(MemoryJournal.Fate fate) {
    roomWithTwo();
    site.journal.next(fate);

    RoomState seen = site.lifecycle.heartbeat(LIVE, ANN, Optional.of(3L), Site.actor(ANN));
    assertThat(seen.hasMember(ANN)).isTrue();
    site.lifecycle.heartbeat(LIVE, ANN, Optional.of(3L), Site.actor(ANN));

    assertThat(site.directory.find(LIVE).orElseThrow().statusCode()).isEqualTo(3);
  }

  @Test
  void aHeartbeatIsAnsweredFromMemoryWhileADoubtfulRoomCannotBeReadBack() {
    roomWithTwo();
    site.journal.next(UNKNOWN_RECORDED);
    refusal(() -> site.audience.count(LIVE, ANN, "likes", 1, Site.actor(ANN)));
    site.journal.down(true);

    assertThat(refusal(() -> site.directory.find(LIVE))).isEqualTo(Problem.TRY_AGAIN);
    assertThat(beaten(ANN).hasMember(ANN)).isTrue();
    assertThat(beaten(BOB).hasMember(BOB)).isTrue();
    assertThat(refusal(() -> beaten(Site.CAT))).isEqualTo(Problem.TRY_AGAIN);
  }

  private RoomState beaten(UserId user) {
    return site.lifecycle.heartbeat(LIVE, user, Optional.empty(), Site.actor(user));
  }

  @Test
  void aDoubtfulRoomIsRefusedUntilItCanBeReadBack() {
    RoomState before = roomWithTwo();
    site.journal.next(UNKNOWN_RECORDED);
    refusal(() -> site.lifecycle.leave(LIVE, BOB, Site.actor(BOB)));
    site.journal.down(true);

    assertThat(refusal(() -> site.directory.find(LIVE))).isEqualTo(Problem.TRY_AGAIN);

    site.journal.down(false);
    assertThat(site.directory.find(LIVE)).contains(recorded(before));
  }

  @Test
  void aJournalThatThrowsWhatItShouldNotMakesTheRoomDoubtful() {
    RoomState before = roomWithTwo();
    site.journal.beforeEach(
        change -> {
          site.journal.recordNow(change);
          throw new IllegalStateException("after the commit");
        });
    assertThatThrownBy(() -> site.lifecycle.leave(LIVE, BOB, Site.actor(BOB)))
        .isInstanceOf(RuntimeException.class);
    site.journal.beforeEach(change -> {});

    assertThat(site.directory.find(LIVE)).contains(recorded(before));
    assertThat(recorded(before).hasMember(BOB)).isFalse();
  }

  @Test
  void aRoomWhoseChainBreaksIsServedNoMore() {
    RoomState room = roomWithTwo();
    site.journal.next(UNKNOWN_LOST);
    refusal(() -> site.lifecycle.leave(LIVE, BOB, Site.actor(BOB)));
    site.journal.destroyChainOf(room.sessionId());

    assertThat(site.directory.find(LIVE)).isEmpty();

    assertThat(site.directory.quarantined()).isEqualTo(1);
    assertThat(refusal(() -> site.open(RoomType.LIVE, "r1", ANN)))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
  }

  @Test
  void leavingAndClosingOfTheLastMemberAreOneRecording() {
    done(site.join(RoomType.DOUBLE, "r1", ANN));
    int before = site.journal.recordings();

    site.lifecycle.leave(DOUBLE, ANN, Site.actor(ANN));

    assertThat(site.journal.recordings()).isEqualTo(before + 1);
    assertThat(site.journal.events())
        .hasAtLeastOneElementOfType(RoomEvent.Left.class)
        .hasAtLeastOneElementOfType(RoomEvent.Closed.class);
  }
}
