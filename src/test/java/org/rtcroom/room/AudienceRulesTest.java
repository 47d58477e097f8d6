package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.RoomRulesTest.after;
import static org.rtcroom.room.RoomRulesTest.closed;
import static org.rtcroom.room.RoomRulesTest.opened;
import static org.rtcroom.room.RoomRulesTest.policy;
import static org.rtcroom.room.RoomRulesTest.with;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;
import static org.rtcroom.room.Site.CAT;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.UserId;

/** What viewers may do, and the custom info, rule by rule. The list takes two viewers here. */
class AudienceRulesTest {

  static final UserId DAN = UserId.of("dan");

  final AudienceRules rules = new AudienceRules(policy(4, true));
  final RoomState room = with(opened(RoomType.LIVE), ANN);

  RoomState watchedBy(UserId... users) {
    RoomState watched = room;
    for (UserId user : users) {
      watched = after(rules.come(new Viewer(user, "")), watched);
    }
    return watched;
  }

  RoomState counted(RoomState before, UserId user, String field, long delta) {
    return after(rules.count(user, "", field, delta), before);
  }

  @Test
  void viewersAreListedNewestFirst() {
    assertThat(watchedBy(BOB, CAT).audience().newestFirst())
        .extracting(Viewer::userId)
        .containsExactly(CAT, BOB);
  }

  @Test
  void aViewerCountsOnce() {
    RoomState watched = watchedBy(BOB);

    assertThat(rules.come(new Viewer(BOB, "")).on(watched)).isEmpty();
    assertThat(watched.audience().count()).isEqualTo(1);
  }

  @Test
  void aListedViewerMayChangeItsInformationThoughTheListIsFull() {
    RoomState watched = after(rules.come(new Viewer(BOB, "new")), watchedBy(BOB, CAT));

    assertThat(watched.audience().newestFirst())
        .containsExactly(new Viewer(BOB, "new"), new Viewer(CAT, ""));
    assertThat(watched.audience().count()).isEqualTo(2);
  }

  @Test
  void pastTheListAViewerIsCountedAndNotListed() {
    RoomState watched = watchedBy(BOB, CAT, DAN);

    assertThat(watched.audience().count()).isEqualTo(3);
    assertThat(watched.audience().lists(DAN)).isFalse();
    assertThat(rules.come(new Viewer(DAN, "x")).on(watched)).isEmpty();
  }

  @Test
  void anUnlistedViewerIsListedOnceThereIsAPlace() {
    RoomState watched = after(rules.go(BOB), watchedBy(BOB, CAT, DAN));

    RoomState again = after(rules.come(new Viewer(DAN, "")), watched);

    assertThat(again.audience().lists(DAN)).isTrue();
    assertThat(again.audience().count()).isEqualTo(2);
    assertThat(again.audience().unlisted()).isEmpty();
  }

  @Test
  void aViewerWhoWasNotThereMayGo() {
    assertThat(rules.go(BOB).on(room)).isEmpty();
  }

  @Test
  void noMoreThanTenThousandViewersAreRemembered() {
    RoomState crowded = room;
    for (int i = 0; i < Audience.REMEMBERED; i++) {
      Viewer viewer = new Viewer(UserId.of("v" + i), "");
      crowded = new RoomEvent.ViewerCame(viewer, false).applyTo(crowded, RoomRulesTest.NOON);
    }

    assertThat(rules.come(new Viewer(BOB, "")).on(crowded)).isEmpty();
    assertThat(rules.come(new Viewer(UserId.of("v7"), "")).on(crowded)).hasSize(1);
  }

  @Test
  void becomingAMemberDoesNotLeaveTheAudience() {
    assertThat(with(watchedBy(BOB), BOB).audience().contains(BOB)).isTrue();
  }

  @Test
  void aRoomOneMayNotEnterHasNoAudienceEither() {
    RoomState invited = opened(RoomType.LIVE, Optional.of(ANN), Optional.of(Set.of(ANN)));
    RoomState barred = new RoomEvent.Barred(BOB).applyTo(room, RoomRulesTest.NOON);
    Decision come = rules.come(new Viewer(BOB, ""));

    assertThat(refusal(() -> come.on(invited))).isEqualTo(Problem.NO_SUCH_ROOM);
    assertThat(refusal(() -> come.on(barred))).isEqualTo(Problem.NOT_ALLOWED);
    assertThat(refusal(() -> come.on(closed(room)))).isEqualTo(Problem.NO_SUCH_ROOM);
  }

  @Test
  void countersStartAtZeroAndGoBelow() {
    RoomState down = counted(room, ANN, "likes", -1);

    assertThat(down.customInfo()).containsEntry("likes", new FieldValue.Counter(-1));
    assertThat(counted(down, ANN, "likes", 1).customInfo())
        .containsEntry("likes", new FieldValue.Counter(0));
  }

  @Test
  void viewersCountButDoNotSet() {
    RoomState watched = watchedBy(BOB);

    assertThat(counted(watched, BOB, "likes", 1).customInfo()).hasSize(1);
    assertThat(refusal(() -> rules.set(BOB, "title", new FieldValue.Text("x")).on(watched)))
        .isEqualTo(Problem.NOT_A_MEMBER);
  }

  @Test
  void strangersNeitherCountNorSet() {
    assertThat(refusal(() -> rules.count(BOB, "", "likes", 1).on(room)))
        .isEqualTo(Problem.NOT_A_MEMBER);
    assertThat(refusal(() -> rules.set(BOB, "title", new FieldValue.Text("x")).on(room)))
        .isEqualTo(Problem.NOT_A_MEMBER);
  }

  @Test
  void aTextIsNotCounted() {
    RoomState titled = after(rules.set(ANN, "title", new FieldValue.Text("x")), room);

    assertThat(refusal(() -> rules.count(ANN, "", "title", 1).on(titled)))
        .isEqualTo(Problem.FIELD_REFUSED);
  }

  @Test
  void aCounterDoesNotOverflowAtEitherEnd() {
    RoomState top = after(rules.set(ANN, "n", new FieldValue.Counter(Long.MAX_VALUE)), room);
    RoomState bottom = after(rules.set(ANN, "n", new FieldValue.Counter(Long.MIN_VALUE)), room);

    assertThat(refusal(() -> rules.count(ANN, "", "n", 1).on(top)))
        .isEqualTo(Problem.FIELD_REFUSED);
    assertThat(refusal(() -> rules.count(ANN, "", "n", -1).on(bottom)))
        .isEqualTo(Problem.FIELD_REFUSED);
    assertThat(counted(top, ANN, "n", -1).customInfo())
        .containsEntry("n", new FieldValue.Counter(Long.MAX_VALUE - 1));
  }

  @Test
  void thereAreSixtyFourFieldsAndTheyStayUsable() {
    RoomState full = room;
    for (int i = 0; i < AudienceRules.FIELDS; i++) {
      full = counted(full, ANN, "f" + i, 1);
    }
    RoomState sixtyFour = full;

    assertThat(refusal(() -> rules.count(ANN, "", "f64", 1).on(sixtyFour)))
        .isEqualTo(Problem.FIELD_REFUSED);
    assertThat(refusal(() -> rules.set(ANN, "f64", new FieldValue.Text("x")).on(sixtyFour)))
        .isEqualTo(Problem.FIELD_REFUSED);
    assertThat(rules.set(ANN, "f63", new FieldValue.Text("x")).on(sixtyFour)).hasSize(1);
  }

  @Test
  void settingAnEqualValueChangesNothing() {
    RoomState titled = after(rules.set(ANN, "title", new FieldValue.Text("x")), room);

    assertThat(rules.set(ANN, "title", new FieldValue.Text("x")).on(titled)).isEmpty();
  }

  @Test
  void countsInOneLineAreSumsByUserAndField() {
    RoomEvent.Counted counted =
        CounterSums.of(counted(ANN, 1), counted(BOB, 1))
            .flatMap(both -> CounterSums.of(both, counted(ANN, -3)))
            .orElseThrow();

    assertThat(counted.counts())
        .containsExactly(
            new RoomEvent.Count(ANN, "a", "likes", -2), new RoomEvent.Count(BOB, "a", "likes", 1));
    assertThat(counted.applyTo(room, RoomRulesTest.NOON).customInfo())
        .containsEntry("likes", new FieldValue.Counter(-1));
  }

  private static RoomEvent.Counted counted(UserId user, long delta) {
    return new RoomEvent.Counted(List.of(new RoomEvent.Count(user, "a", "likes", delta)));
  }

  @Test
  void sumsOfMoreThan64BitsAreNoLine() {
    assertThat(CounterSums.of(counted(ANN, Long.MAX_VALUE), counted(ANN, 1))).isEmpty();
    assertThat(CounterSums.of(counted(ANN, Long.MAX_VALUE), counted(BOB, 1))).isEmpty();
    assertThat(CounterSums.of(counted(ANN, Long.MIN_VALUE), counted(BOB, -1))).isEmpty();
    assertThat(CounterSums.of(counted(ANN, Long.MAX_VALUE), counted(BOB, -1))).isPresent();
  }

  @Test
  void aCounterChangesByAnyNumberThatItHasRoomFor() {
    RoomState four = counted(room, ANN, "likes", 4);
    assertThat(four.customInfo()).containsEntry("likes", new FieldValue.Counter(4));
    assertThat(counted(four, ANN, "likes", -6).customInfo())
        .containsEntry("likes", new FieldValue.Counter(-2));
    assertThat(refusal(() -> rules.count(ANN, "", "likes", Long.MAX_VALUE).on(four)))
        .isEqualTo(Problem.FIELD_REFUSED);
    RoomState most = counted(room, ANN, "likes", Long.MAX_VALUE);
    assertThat(counted(most, ANN, "likes", -Long.MAX_VALUE).customInfo())
        .containsEntry("likes", new FieldValue.Counter(0));
  }

  @Test
  void toCountByNothingBeginsACounterAndChangesNone() {
    assertThat(counted(room, ANN, "likes", 0).customInfo())
        .containsEntry("likes", new FieldValue.Counter(0));
    assertThat(rules.count(ANN, "", "likes", 0).on(counted(room, ANN, "likes", 4))).isEmpty();
  }
}
