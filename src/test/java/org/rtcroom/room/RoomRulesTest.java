package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.CAT;
import static org.rtcroom.room.Site.member;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/** What members, creators and operators may do to a room, rule by rule. */
class RoomRulesTest {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final RoomRules doubles = rules(RoomType.DOUBLE, 2, false);
  final RoomRules lives = rules(RoomType.LIVE, 4, true);
  final RoomRules webs = rules(RoomType.WEBRTC, 2, false);

  static RoomRules rules(RoomType type, int capacity, boolean creatorCloses) {
    return new RoomRules(type, policy(capacity, creatorCloses));
  }

  static RoomPolicy policy(int capacity, boolean creatorCloses) {
    return new RoomPolicy(
        capacity,
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofHours(24),
        Optional.empty(),
        creatorCloses,
        2,
        Optional.empty(),
        Duration.ofHours(1),
        true);
  }

  static RoomState opened(RoomType type, Optional<UserId> creator, Optional<Set<UserId>> admitted) {
    Terms terms = new Terms(type, "r1", creator, "info", "", true, GroupOwner.NONE, admitted);
    RoomState unopened = RoomState.unopened(SessionId.next(NOON), terms, NOON);
    return new RoomEvent.Opened(terms).applyTo(unopened, NOON);
  }

  static RoomState opened(RoomType type) {
    return opened(type, Optional.of(ANN), Optional.empty());
  }

  static RoomState with(RoomState room, UserId... users) {
    RoomState state = room;
    for (UserId user : users) {
      state = new RoomEvent.Joined(member(user)).applyTo(state, NOON);
    }
    return state;
  }

  static RoomState after(Decision decision, RoomState room) {
    RoomState state = room;
    for (RoomEvent event : decision.on(room)) {
      state = event.applyTo(state, NOON);
    }
    return state;
  }

  static RoomState closed(RoomState room) {
    return new RoomEvent.Closed(Reason.LAST_LEFT).applyTo(room, NOON);
  }

  @Test
  void aFullRoomRefusesANewcomer() {
    RoomState full = with(opened(RoomType.DOUBLE), ANN, BOB);

    assertThat(refusal(() -> doubles.join(member(CAT)).on(full))).isEqualTo(Problem.ROOM_FULL);
  }

  @Test
  void theFirstMemberActivatesTheRoom() {
    RoomState room = after(doubles.join(member(BOB)), opened(RoomType.DOUBLE));

    assertThat(room.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(room.activatedAt()).contains(NOON);
  }

  @Test
  void theFirstMemberOfARoomWithoutACreatorBecomesTheCreator() {
    RoomState nobodys = opened(RoomType.LIVE, Optional.empty(), Optional.empty());

    RoomState room = with(after(lives.join(member(BOB)), nobodys), CAT);

    assertThat(room.creator()).contains(BOB);
    assertThat(room.creatorEntered()).isTrue();
  }

  @Test
  void aMemberThatJoinsAgainWithEqualFieldsChangesNothing() {
    RoomState full = with(opened(RoomType.DOUBLE), ANN, BOB);

    assertThat(doubles.join(member(BOB)).on(full)).isEmpty();
  }

  @Test
  void aMemberOfAFullRoomGetsNewFieldsAndKeepsItsPlace() {
    RoomState full = with(opened(RoomType.DOUBLE), ANN, BOB);
    Member renamed = new Member(ANN, "Anna", "", Optional.empty(), 0);

    RoomState room = after(doubles.join(renamed), full);

    assertThat(room.members()).containsExactly(renamed, member(BOB));
  }

  @Test
  void aClosedRoomExistsForNobody() {
    RoomState room = closed(with(opened(RoomType.DOUBLE), ANN));

    assertThat(refusal(() -> doubles.join(member(BOB)).on(room))).isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(refusal(() -> doubles.close(ANN).on(room))).isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(refusal(() -> doubles.leave(ANN).on(room))).isEqualTo(Problem.NOT_A_MEMBER);
    assertThat(refusal(() -> doubles.remove(ANN).on(room))).isEqualTo(Problem.NO_SUCH_ROOM);
  }

  @Test
  void aRoomThatIsStillOpeningExistsForNobody() {
    Terms terms = opened(RoomType.DOUBLE).terms();
    RoomState opening = RoomState.unopened(SessionId.next(NOON), terms, NOON);

    assertThat(refusal(() -> doubles.join(member(ANN)).on(opening)))
        .isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(refusal(() -> doubles.close(ANN).on(opening))).isEqualTo(Problem.NO_SUCH_ROOM);
  }

  @Test
  void nobodyJoinsALiveRoomBeforeItsCreator() {
    RoomState room = opened(RoomType.LIVE);

    assertThat(refusal(() -> lives.join(member(BOB)).on(room))).isEqualTo(Problem.CREATOR_ABSENT);
    assertThat(lives.join(member(ANN)).on(room)).hasSize(1);
  }

  @Test
  void anyoneJoinsADoubleRoomBeforeItsCreator() {
    assertThat(doubles.join(member(BOB)).on(opened(RoomType.DOUBLE))).hasSize(1);
  }

  @Test
  void othersJoinALiveRoomThatStaysOpenWithoutItsCreator() {
    RoomRules staying = rules(RoomType.LIVE, 4, false);
    RoomState left = after(staying.leave(ANN), with(opened(RoomType.LIVE), ANN, BOB));

    assertThat(staying.join(member(CAT)).on(left)).hasSize(1);
  }

  @Test
  void theCreatorStandsFirstAndOthersInOrderOfJoining() {
    RoomState room = with(opened(RoomType.MULTI), BOB, CAT, ANN);

    assertThat(room.creatorFirst()).extracting(Member::userId).containsExactly(ANN, BOB, CAT);
  }

  @Test
  void aReturningCreatorIsFirstAgain() {
    RoomRules multi = rules(RoomType.MULTI, 4, false);
    RoomState left = after(multi.leave(ANN), with(opened(RoomType.MULTI), ANN, BOB, CAT));
    assertThat(left.creator()).contains(ANN);
    assertThat(left.creatorFirst()).extracting(Member::userId).containsExactly(BOB, CAT);

    RoomState back = after(multi.join(member(ANN)), left);

    assertThat(back.creatorFirst()).extracting(Member::userId).containsExactly(ANN, BOB, CAT);
  }

  @Test
  void aLiveRoomEndsWhenItsCreatorLeaves() {
    RoomState room = after(lives.leave(ANN), with(opened(RoomType.LIVE), ANN, BOB));

    assertThat(room.phase()).isEqualTo(Phase.CLOSED);
    assertThat(room.closedWhy()).contains(Reason.CREATOR_LEFT);
  }

  @Test
  void aLiveRoomEndsWhenItsCreatorIsEvicted() {
    RoomState room = after(lives.evict(ANN, NOON, ""), with(opened(RoomType.LIVE), ANN, BOB));

    assertThat(room.closedWhy()).contains(Reason.CREATOR_LEFT);
  }

  @Test
  void aDoubleRoomStaysWhenItsCreatorLeaves() {
    RoomState room = after(doubles.leave(ANN), with(opened(RoomType.DOUBLE), ANN, BOB));

    assertThat(room.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(room.members()).containsExactly(member(BOB));
  }

  @Test
  void theLastMemberClosesTheRoomWithItsLeaving() {
    RoomState room = with(opened(RoomType.DOUBLE), BOB);

    assertThat(doubles.leave(BOB).on(room))
        .containsExactly(
            new RoomEvent.Left(BOB, Reason.LEFT, Optional.empty(), ""),
            new RoomEvent.Closed(Reason.LAST_LEFT));
  }

  @Test
  void whoIsNoMemberCannotLeave() {
    RoomState room = with(opened(RoomType.DOUBLE), ANN);

    assertThat(refusal(() -> doubles.leave(BOB).on(room))).isEqualTo(Problem.NOT_A_MEMBER);
  }

  @Test
  void onlyTheCreatorClosesTheRoom() {
    RoomState room = with(opened(RoomType.DOUBLE), ANN, BOB);

    assertThat(refusal(() -> doubles.close(BOB).on(room))).isEqualTo(Problem.NOT_THE_CREATOR);
    assertThat(doubles.close(ANN).on(room))
        .containsExactly(new RoomEvent.Closed(Reason.CLOSED_BY_CREATOR));
  }

  @Test
  void theCreatorClosesARoomThatIsStillEmpty() {
    assertThat(doubles.close(ANN).on(opened(RoomType.DOUBLE))).hasSize(1);
  }

  @Test
  void aRemovedMemberDoesNotComeBackIntoThisSession() {
    RoomState room = after(doubles.remove(BOB), with(opened(RoomType.DOUBLE), ANN, BOB));

    assertThat(room.members()).containsExactly(member(ANN));
    assertThat(refusal(() -> doubles.join(member(BOB)).on(room))).isEqualTo(Problem.NOT_ALLOWED);
  }

  @Test
  void aUserWhoIsNotInsideCanBeBarred() {
    RoomState room = after(webs.remove(BOB), with(opened(RoomType.WEBRTC), ANN));

    assertThat(refusal(() -> webs.enter(BOB, Optional.empty(), Optional.empty()).on(room)))
        .isEqualTo(Problem.NOT_ALLOWED);
  }

  @Test
  void removingTheLastMemberClosesTheRoom() {
    RoomState room = after(doubles.remove(ANN), with(opened(RoomType.DOUBLE), ANN));

    assertThat(room.closedWhy()).contains(Reason.LAST_LEFT);
    assertThat(room.removed()).containsExactly(ANN);
  }

  @Test
  void anInvitedSessionDoesNotExistForOthers() {
    RoomState room = opened(RoomType.DOUBLE, Optional.empty(), Optional.of(Set.of(ANN)));

    assertThat(refusal(() -> doubles.join(member(BOB)).on(room))).isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(doubles.join(member(ANN)).on(room)).hasSize(1);
  }

  @Test
  void whoEntersAgainKeepsWhatIsNotSent() {
    RoomState room =
        after(
            webs.enter(ANN, Optional.of("Ann"), Optional.of(1L)),
            with(opened(RoomType.WEBRTC), ANN, BOB));

    assertThat(webs.enter(ANN, Optional.empty(), Optional.empty()).on(room)).isEmpty();
    Member changed =
        after(webs.enter(ANN, Optional.empty(), Optional.of(0L)), room).member(ANN).orElseThrow();
    assertThat(changed).returns("Ann", Member::nickname).returns(0L, Member::status);
  }

  @Test
  void anIdleRoomClosesUnlessSomebodyCame() {
    Decision closeIdle = RoomRules.closeIf(room -> room.phase() == Phase.CREATED, Reason.IDLE);
    assertThat(closeIdle.on(opened(RoomType.DOUBLE)))
        .containsExactly(new RoomEvent.Closed(Reason.IDLE));
    assertThat(closeIdle.on(with(opened(RoomType.DOUBLE), ANN))).isEmpty();
  }

  @Test
  void anEvictionTellsWhenTheMemberWasLastHeard() {
    RoomState room = with(opened(RoomType.DOUBLE), ANN, BOB);

    assertThat(doubles.evict(BOB, NOON, "not publishing").on(room))
        .containsExactly(
            new RoomEvent.Left(BOB, Reason.LAPSED, Optional.of(NOON), "not publishing"));
  }

  @Test
  void nobodyIsEvictedTwice() {
    assertThat(doubles.evict(BOB, NOON, "").on(with(opened(RoomType.DOUBLE), ANN))).isEmpty();
    assertThat(doubles.evict(ANN, NOON, "").on(closed(with(opened(RoomType.DOUBLE), ANN))))
        .isEmpty();
  }

  @Test
  void aKeptMemberIsRecordedOnceAndOnceMoreWhenHeard() {
    RoomState room = with(opened(RoomType.DOUBLE), ANN);
    assertThat(doubles.heardAgain(ANN).on(room)).isEmpty();

    RoomState kept = after(doubles.keep(ANN, NOON), room);
    assertThat(kept.kept()).containsExactly(ANN);
    assertThat(doubles.keep(ANN, NOON).on(kept)).isEmpty();

    assertThat(after(doubles.heardAgain(ANN), kept).kept()).isEmpty();
  }

  @Test
  void aKeptMemberThatLeavesIsNoLongerKept() {
    RoomState kept = after(doubles.keep(ANN, NOON), with(opened(RoomType.DOUBLE), ANN, BOB));

    assertThat(after(doubles.leave(ANN), kept).kept()).isEmpty();
  }

  @Test
  void onlyTheCreatorDeclaresTheStatusAndOnlyAnotherOneIsALine() {
    RoomState room = with(opened(RoomType.LIVE), ANN, BOB);

    assertThat(lives.declareStatus(BOB, 5).on(room)).isEmpty();
    RoomState declared = after(lives.declareStatus(ANN, 5), room);
    assertThat(declared.statusCode()).isEqualTo(5);
    assertThat(lives.declareStatus(ANN, 5).on(declared)).isEmpty();
  }

  @Test
  void decisionsLeaveTheRoomAsItWas() {
    RoomState room = with(opened(RoomType.DOUBLE), ANN);
    RoomState before = with(room);

    List<RoomEvent> events = doubles.join(member(BOB)).on(room);

    assertThat(events).hasSize(1);
    assertThat(room).isEqualTo(before);
    assertThat(room.members()).hasSize(1);
  }
}
