package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.RoomRulesTest.NOON;
import static org.rtcroom.room.RoomRulesTest.opened;
import static org.rtcroom.room.RoomRulesTest.policy;
import static org.rtcroom.room.RoomRulesTest.with;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.CAT;
import static org.rtcroom.room.Site.actor;
import static org.rtcroom.room.Site.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;
import org.rtcroom.kernel.WaitingCommand;

/** What several commands come to that are recorded together. */
class BatchTest {

  final RoomRules doubles = new RoomRules(RoomType.DOUBLE, policy(2, false));
  final AudienceRules viewers = new AudienceRules(policy(4, true));

  static WaitingCommand<Command, RecordedSession> pending(Decision decision, UserId user) {
    return new WaitingCommand<>(new Command(decision, actor(user)));
  }

  static Position at(long seq) {
    return new Position(seq, "h", NOON);
  }

  @SafeVarargs
  static Batch decide(
      RoomState room, long seq, WaitingCommand<Command, RecordedSession>... commands) {
    return decide(room, seq, Set.of(), commands);
  }

  @SafeVarargs
  static Batch decide(
      RoomState room,
      long seq,
      Set<UserId> heardElsewhere,
      WaitingCommand<Command, RecordedSession>... commands) {
    return new Batch(room, at(seq), NOON, (userId, lasting) -> Optional.empty(), heardElsewhere)
        .decide(List.of(commands));
  }

  @Test
  void eachIsDecidedOnTheRoomAsTheOneBeforeLeftIt() {
    WaitingCommand<Command, RecordedSession> bob = pending(doubles.join(member(BOB)), BOB);
    WaitingCommand<Command, RecordedSession> cat = pending(doubles.join(member(CAT)), CAT);

    Batch batch = decide(with(opened(RoomType.DOUBLE), ANN), 1, bob, cat);
    batch.answer(Optional.of(at(9)));

    assertThat(bob.await().state().members()).hasSize(2);
    assertThat(refusal(cat::await)).isEqualTo(Problem.ROOM_FULL);
    assertThat(batch.change().entries())
        .containsExactly(new JournalEntry(new RoomEvent.Joined(member(BOB)), actor(BOB), NOON));
  }

  @Test
  void anEvictionOfAMemberThatAnotherNodeHeardChangesNothingAndTheOthersGoOn() {
    WaitingCommand<Command, RecordedSession> ann = pending(doubles.evict(ANN, NOON, ""), ANN);
    WaitingCommand<Command, RecordedSession> bob = pending(doubles.evict(BOB, NOON, ""), BOB);

    Batch batch = decide(with(opened(RoomType.DOUBLE), ANN, BOB), 1, Set.of(ANN), ann, bob);
    batch.answer(Optional.of(at(9)));

    assertThat(ann.await().state().members()).hasSize(2);
    assertThat(bob.await().state().members()).containsExactly(member(ANN));
    assertThat(batch.change().entries())
        .extracting(JournalEntry::event)
        .containsExactly(new RoomEvent.Left(BOB, Reason.LAPSED, Optional.of(NOON), ""));
  }

  @Test
  void nobodyIsAnsweredBeforeItIsRecorded() {
    WaitingCommand<Command, RecordedSession> bob = pending(doubles.join(member(BOB)), BOB);
    WaitingCommand<Command, RecordedSession> refused = pending(doubles.leave(CAT), CAT);

    decide(opened(RoomType.DOUBLE), 0, bob, refused);

    assertThat(bob.done()).isFalse();
    assertThat(refused.done()).isFalse();
  }

  @Test
  void countsThatFollowEachOtherAreOneLine() {
    RoomState room = with(opened(RoomType.LIVE), ANN, BOB);
    WaitingCommand<Command, RecordedSession> first =
        pending(viewers.count(ANN, "", "likes", 1), ANN);
    WaitingCommand<Command, RecordedSession> second =
        pending(viewers.count(BOB, "", "likes", 1), BOB);

    Batch batch = decide(room, 2, first, second);
    batch.answer(Optional.of(at(9)));

    assertThat(batch.change().entries())
        .singleElement()
        .returns(Actor.SERVICE, JournalEntry::actor)
        .extracting(JournalEntry::event)
        .isEqualTo(
            new RoomEvent.Counted(
                List.of(
                    new RoomEvent.Count(ANN, "", "likes", 1),
                    new RoomEvent.Count(BOB, "", "likes", 1))));
    assertThat(first.await().state().customInfo())
        .containsEntry("likes", new FieldValue.Counter(1));
    assertThat(second.await().state().customInfo())
        .containsEntry("likes", new FieldValue.Counter(2));
  }

  @Test
  void countsWhoseSumDoesNotFitAreLinesOfTheirOwn() {
    RoomState room = with(opened(RoomType.LIVE), ANN, BOB);
    long most = Long.MAX_VALUE;

    Batch batch =
        decide(
            room,
            2,
            pending(viewers.count(ANN, "", "likes", most), ANN),
            pending(viewers.count(BOB, "", "likes", -most), BOB),
            pending(viewers.count(ANN, "", "likes", most), ANN));

    assertThat(batch.change().entries()).hasSize(2);
    RoomState replayed = room;
    for (JournalEntry entry : batch.change().entries()) {
      replayed = entry.event().applyTo(replayed, entry.at());
    }
    assertThat(replayed.customInfo()).containsEntry("likes", new FieldValue.Counter(most));
  }

  @Test
  void aCountAloneIsItsUsersOwn() {
    WaitingCommand<Command, RecordedSession> alone =
        pending(viewers.count(ANN, "", "likes", 1), ANN);

    Batch batch = decide(with(opened(RoomType.LIVE), ANN), 2, alone);

    assertThat(batch.change().entries())
        .extracting(JournalEntry::actor)
        .containsExactly(actor(ANN));
  }

  @Test
  void aSettingBetweenTwoCountsKeepsThemApart() {
    WaitingCommand<Command, RecordedSession> first =
        pending(viewers.count(ANN, "", "likes", 1), ANN);
    WaitingCommand<Command, RecordedSession> set =
        pending(viewers.set(ANN, "likes", new FieldValue.Counter(10)), ANN);
    WaitingCommand<Command, RecordedSession> second =
        pending(viewers.count(ANN, "", "likes", 1), ANN);

    Batch batch = decide(with(opened(RoomType.LIVE), ANN), 2, first, set, second);

    assertThat(batch.change().entries()).hasSize(3);
    assertThat(batch.after().customInfo()).containsEntry("likes", new FieldValue.Counter(11));
  }

  @Test
  void everyThousandLinesASnapshotFollows() {
    RoomState room = with(opened(RoomType.DOUBLE), ANN);
    WaitingCommand<Command, RecordedSession> before = pending(doubles.join(member(BOB)), BOB);
    WaitingCommand<Command, RecordedSession> due = pending(doubles.join(member(BOB)), BOB);

    assertThat(decide(room, 997, before).change().entries()).hasSize(1);
    Batch batch = decide(room, 998, due);

    assertThat(batch.change().entries())
        .extracting(JournalEntry::event)
        .containsExactly(new RoomEvent.Joined(member(BOB)), new RoomEvent.Snapshot(batch.after()));
  }

  @Test
  void aClosedRoomNeedsNoSnapshot() {
    WaitingCommand<Command, RecordedSession> last = pending(doubles.leave(ANN), ANN);

    Batch batch = decide(with(opened(RoomType.DOUBLE), ANN), 998, last);

    assertThat(batch.change().entries()).hasSize(2);
  }

  @Test
  void aSnapshotIsTheWholeRoom() {
    RoomState room = with(opened(RoomType.LIVE), ANN, BOB);
    for (Decision decision :
        List.of(
            viewers.come(new Viewer(CAT, "x")),
            viewers.count(ANN, "", "likes", 3),
            doubles.keep(ANN, NOON),
            doubles.remove(BOB))) {
      room = RoomRulesTest.after(decision, room);
    }
    RoomState unopened = RoomState.unopened(room.sessionId(), room.terms(), room.openedAt());

    assertThat(new RoomEvent.Snapshot(room).applyTo(unopened, NOON)).isEqualTo(room);
    assertThat(Audience.of(room.audience().listed(), room.audience().unlisted()))
        .isEqualTo(room.audience());
  }

  @Test
  void onlyRoomsWithAGroupOfOursTellItsMembers() {
    RoomState without = with(opened(RoomType.DOUBLE), ANN);
    RoomState grouped = grouped();
    List<Set<Notification>> tellings = new ArrayList<>();
    for (RoomState room : List.of(without, grouped)) {
      tellings.add(decide(room, 1, pending(doubles.join(member(BOB)), BOB)).change().tellings());
      tellings.add(decide(room, 1, pending(doubles.keep(ANN, NOON), ANN)).change().tellings());
      tellings.add(decide(room, 1, pending(doubles.leave(ANN), ANN)).change().tellings());
    }

    assertThat(tellings)
        .containsExactly(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(Notification.NOTICE),
            Set.of(),
            Set.of(Notification.DESTROY_GROUP));
  }

  private static RoomState grouped() {
    Terms terms =
        new Terms(
            RoomType.DOUBLE,
            "r1",
            Optional.of(ANN),
            "",
            "",
            true,
            GroupOwner.SERVER,
            Optional.empty());
    RoomState unopened = RoomState.unopened(SessionId.next(NOON), terms, NOON);
    return with(new RoomEvent.Opened(terms).applyTo(unopened, NOON), ANN);
  }
}
