package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.SessionId;

/** How rooms come to be, with and without a group. */
class OpeningTest {

  final Site site = new Site();

  @Test
  void anOpenedRoomIsRecordedFoundAndNotListed() {
    RoomState room = done(site.open(RoomType.DOUBLE, "r1", ANN));

    assertThat(room.phase()).isEqualTo(Phase.CREATED);
    assertThat(site.directory.find(room.key(), BOB)).contains(room);
    assertThat(
            site.directory.list(IdSpace.DOUBLE, "", Optional.of(BOB), false, new ListRange(0, 10)))
        .isEmpty();
    assertThat(site.journal.load(room.sessionId()).orElseThrow().state()).isEqualTo(room);
  }

  /** For log lines of the request. */
  @Test
  void whoOpensOrFindsARoomHasItsSessionAtHand() {
    ServedRequest request = new ServedRequest() {};
    request.begin();
    RoomState first = done(site.open(RoomType.DOUBLE, "r1", ANN));
    assertThat(request.session()).isEqualTo(first.sessionId());
    RoomState second = done(site.open(RoomType.DOUBLE, "r2", ANN));
    assertThat(request.session()).isEqualTo(second.sessionId());
    site.directory.find(first.key(), BOB);
    assertThat(request.session()).isEqualTo(first.sessionId());

    ServedRequest.end();

    site.directory.find(second.key(), BOB);
    assertThat(request.session()).isEqualTo(first.sessionId());
  }

  @Test
  void joiningAnUnknownRoomOpensItInOneStep() {
    RoomState room = done(site.join(RoomType.DOUBLE, "r1", ANN));

    assertThat(room.creator()).contains(ANN);
    assertThat(room.members()).hasSize(1);
    assertThat(site.journal.recordings()).isEqualTo(1);
    assertThat(
            site.directory.list(IdSpace.DOUBLE, "", Optional.of(BOB), false, new ListRange(0, 10)))
        .containsExactly(room);
  }

  @Test
  void anIdInUseIsRefusedWhateverItsCase() {
    done(site.open(RoomType.DOUBLE, "Room", ANN));

    assertThat(refusal(() -> site.open(RoomType.DOUBLE, "Room", BOB)))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
    assertThat(refusal(() -> site.join(RoomType.DOUBLE, "rOOM", BOB)))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
    assertThat(done(site.open(RoomType.MULTI, "Room", BOB)).open()).isTrue();
  }

  @Test
  void aClosedIdIsANewSession() {
    RoomState first = done(site.open(RoomType.DOUBLE, "r1", ANN));
    site.lifecycle.close(first.key(), ANN, Site.actor(ANN));

    RoomState second = done(site.open(RoomType.DOUBLE, "r1", BOB));

    assertThat(second.sessionId()).isNotEqualTo(first.sessionId());
    assertThat(site.directory.size()).isEqualTo(1);
  }

  @Test
  void aRoomWithAGroupIsInvisibleUntilTheGroupIsThere() {
    site.groups.enabled = true;
    CompletableFuture<GroupChat.GroupOutcome> group = site.groups.answerLater();

    CompletionStage<RoomState> opening = site.open(RoomType.DOUBLE, "r1", ANN);

    RoomKey key = RoomKey.of(RoomType.DOUBLE, "r1");
    assertThat(opening.toCompletableFuture()).isNotDone();
    assertThat(site.directory.find(key)).isEmpty();
    assertThat(site.journal.events()).hasOnlyElementsOfType(RoomEvent.Opening.class).hasSize(1);

    group.complete(GroupChat.GroupOutcome.CREATED);
    assertThat(site.directory.find(key)).contains(done(opening));
  }

  @Test
  void whoJoinsDuringTheOpeningWaitsAndGetsIn() {
    site.groups.enabled = true;
    CompletableFuture<GroupChat.GroupOutcome> group = site.groups.answerLater();
    CompletionStage<RoomState> ann = site.join(RoomType.DOUBLE, "r1", ANN);
    CompletionStage<RoomState> bob = site.join(RoomType.DOUBLE, "r1", BOB);
    assertThat(bob.toCompletableFuture()).isNotDone();

    group.complete(GroupChat.GroupOutcome.CREATED);

    assertThat(done(ann).members()).hasSize(1);
    assertThat(done(bob).members()).extracting(Member::userId).containsExactly(ANN, BOB);
  }

  @Test
  void aRefusedGroupLeavesNoRoomAndNothingToDestroy() {
    site.groups.enabled = true;
    site.groups.answer(GroupChat.GroupOutcome.REFUSED);

    assertThat(refusalOf(site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.GROUP_FAILED);

    SessionId session = site.journal.sessionIds().get(0);
    assertThat(site.journal.tellings(session)).containsExactly(Set.of(), Set.of());
    assertThat(site.directory.size()).isZero();
    site.groups.answer(GroupChat.GroupOutcome.CREATED);
    assertThat(done(site.open(RoomType.DOUBLE, "r1", BOB)).creator()).contains(BOB);
  }

  @Test
  void aGroupThatMayExistIsDestroyed() {
    site.groups.enabled = true;
    site.groups.answer(GroupChat.GroupOutcome.UNKNOWN);

    assertThat(refusalOf(site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.GROUP_FAILED);

    SessionId session = site.journal.sessionIds().get(0);
    assertThat(site.journal.tellings(session))
        .containsExactly(Set.of(), Set.of(Notification.DESTROY_GROUP));
    assertThat(site.outbox.woken).containsExactly(session);
  }

  @Test
  void whoWaitedForAFailedOpeningIsToldSo() {
    site.groups.enabled = true;
    CompletableFuture<GroupChat.GroupOutcome> group = site.groups.answerLater();
    CompletionStage<RoomState> ann = site.join(RoomType.DOUBLE, "r1", ANN);
    CompletionStage<RoomState> bob = site.join(RoomType.DOUBLE, "r1", BOB);

    group.complete(GroupChat.GroupOutcome.UNKNOWN);

    assertThat(refusalOf(ann)).isEqualTo(Problem.GROUP_FAILED);
    assertThat(refusalOf(bob)).isEqualTo(Problem.GROUP_FAILED);
  }

  @Test
  void anIdIsInUseInAllFamiliesThatHaveGroups() {
    site.groups.enabled = true;
    done(site.open(RoomType.DOUBLE, "r1", ANN));

    assertThat(refusal(() -> site.open(RoomType.LIVE, "r1", BOB)))
        .isEqualTo(Problem.ROOM_ID_IN_USE);
    assertThat(site.directory.size()).isEqualTo(1);
  }

  @Test
  void aNewOpeningWaitsForTheDestroyingOfTheOldGroup() {
    site.groups.enabled = true;
    RoomState old = done(site.open(RoomType.DOUBLE, "r1", ANN));
    site.lifecycle.close(old.key(), ANN, Site.actor(ANN));
    CompletableFuture<Boolean> destroyed = new CompletableFuture<>();
    site.outbox.settling = session -> destroyed;

    CompletionStage<RoomState> again = site.open(RoomType.DOUBLE, "r1", BOB);
    assertThat(again.toCompletableFuture()).isNotDone();
    site.journal.groupDestroyed(old.sessionId());
    destroyed.complete(true);

    assertThat(done(again).creator()).contains(BOB);
  }

  @Test
  void anOldGroupThatIsNotDestroyedInTimeFailsTheOpeningAndFreesTheId() {
    site.groups.enabled = true;
    RoomState old = done(site.open(RoomType.DOUBLE, "r1", ANN));
    site.lifecycle.close(old.key(), ANN, Site.actor(ANN));

    assertThat(refusalOf(site.open(RoomType.DOUBLE, "r1", BOB))).isEqualTo(Problem.GROUP_FAILED);

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void aSettlingThatFailsFreesTheId() {
    site.groups.enabled = true;
    RoomState old = done(site.open(RoomType.DOUBLE, "r1", ANN));
    site.lifecycle.close(old.key(), ANN, Site.actor(ANN));
    site.outbox.settling = session -> CompletableFuture.failedFuture(new IllegalStateException());

    assertThat(site.open(RoomType.DOUBLE, "r1", BOB).toCompletableFuture())
        .isCompletedExceptionally();

    assertThat(site.directory.size()).isZero();
  }

  @Test
  void aGroupCloudThatThrowsIsAGroupThatMayExist() {
    site.groups.enabled = true;
    site.groups.answer = () -> CompletableFuture.failedFuture(new IllegalStateException("bug"));

    assertThat(refusalOf(site.open(RoomType.DOUBLE, "r1", ANN))).isEqualTo(Problem.GROUP_FAILED);

    assertThat(site.directory.size()).isZero();
    assertThat(site.journal.tellings(site.journal.sessionIds().get(0)))
        .contains(Set.of(Notification.DESTROY_GROUP));
  }

  @Test
  void aSessionBeginsWithItsFirstLineHoweverLongItWaited() {
    site.groups.enabled = true;
    RoomState old = done(site.open(RoomType.DOUBLE, "r1", ANN));
    site.lifecycle.close(old.key(), ANN, Site.actor(ANN));
    CompletableFuture<Boolean> destroyed = new CompletableFuture<>();
    site.outbox.settling = session -> destroyed;
    CompletionStage<RoomState> again = site.open(RoomType.DOUBLE, "r1", BOB);

    site.clock.advance(Duration.ofSeconds(3));
    site.journal.groupDestroyed(old.sessionId());
    destroyed.complete(true);

    RoomState room = done(again);
    assertThat(room.openedAt()).isEqualTo(site.journal.lines(room.sessionId()).get(0).at());
  }

  @Test
  void anInvitedSessionBelongsToTheFirstWhoEnters() {
    RoomRequest wish = Site.wish(RoomType.DOUBLE, "r1");
    RoomState opened =
        done(site.opener.openFor(wish, Set.of(ANN, BOB), List.of(), Actor.SERVICE)).state();
    assertThat(opened.creator()).isEmpty();

    assertThat(done(site.join(RoomType.DOUBLE, "r1", BOB)).creator()).contains(BOB);
    assertThat(refusal(() -> site.join(RoomType.DOUBLE, "r1", Site.CAT)))
        .isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(site.directory.find(opened.key(), Site.CAT)).isEmpty();
  }

  @Test
  void generatedIdsHaveTheFormOfTheirFamily() {
    RoomRequest any = new RoomRequest(RoomType.LIVE, Optional.empty(), "", "", true);
    RoomRequest number = new RoomRequest(RoomType.WEBRTC, Optional.empty(), "", "", true);

    RoomState live = done(site.opener.open(any, Optional.empty(), Site.actor(ANN))).state();
    RoomState web = done(site.opener.open(number, Optional.empty(), Site.actor(ANN))).state();

    assertThat(live.terms().roomId()).matches("room_[0-9a-f]{8}_[0-9a-f]{4}");
    assertThat(Long.parseLong(web.terms().roomId())).isBetween(1L, 10_000_000L);
  }
}
