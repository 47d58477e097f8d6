package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.RetentionPeriod;
import org.rtcroom.kernel.Warrant;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

class RecordProtectionTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  /** When keys were confirmed, if nothing else is said. */
  private static final Instant BEFORE = NOON.minusSeconds(60);

  @Test
  void whatNobodyHoldsCanBeErased() {
    assertThat(after().held()).isFalse();
    assertThatCode(() -> after().requireNotHeld()).doesNotThrowAnyException();
  }

  @Test
  void aHoldIsLiftedByTwoPersonsOnly() {
    assertThat(objection(held(), lift("a", "x", BEFORE), lift("b", "x", BEFORE)))
        .as("one gave out both")
        .contains(NotAgreed.Why.SAME_PERSON);
    assertThat(objection(held(), lift("a", "x", BEFORE), lift("b", "a", BEFORE)))
        .as("the first gave out the second")
        .contains(NotAgreed.Why.SAME_PERSON);
    assertThat(objection(held(), lift("a", "b", BEFORE), lift("b", "x", BEFORE)))
        .as("the second gave out the first")
        .contains(NotAgreed.Why.SAME_PERSON);
    assertThat(
            after(held(), lift("a", "x", BEFORE), lift("b", "x", BEFORE), lift("c", "y", BEFORE))
                .held())
        .as("the third is another person")
        .isFalse();
  }

  @Test
  void onlyKeysThatWereConfirmedBeforeTheHoldLiftIt() {
    for (Instant since : List.of(NOON, NOON.plusSeconds(1))) {
      assertThat(objection(held(), lift("a", "x", since))).contains(NotAgreed.Why.KEY_TOO_NEW);
      assertThat(after(held(), lift("a"), lift("b", "y", since)).held()).isTrue();
    }
    assertThat(objection(held(), lift("a", "x", NOON.minusMillis(1)))).isEmpty();
  }

  /** A hold outlasts the keys that were there when it was set. */
  @Test
  void keysThatStoodForHalfAYearLiftOlderHolds() {
    Instant since = NOON.plus(Duration.ofDays(366));
    Instant half = since.plus(Duration.ofDays(180));

    assertThat(heldAfter(since, half)).isFalse();
    assertThat(heldAfter(since, half.minusMillis(1))).isTrue();
    assertThat(heldAfter(since.plusMillis(1), half)).isTrue();
  }

  private static boolean heldAfter(Instant since, Instant at) {
    return ProtectionFold.after(
            List.of(
                new ProtectionFold.Told(held(), NOON, 0),
                new ProtectionFold.Told(lift("a", "x", since), at, 1),
                new ProtectionFold.Told(lift("b", "y", since), at, 2)))
        .held();
  }

  @Test
  void standingMakesNoKeyOldEnoughForAShorterRetention() {
    Instant later = NOON.plus(Duration.ofDays(181));

    assertThat(
            ProtectionFold.after(
                    List.of(
                        new ProtectionFold.Told(shorter(1, "a", "x", BEFORE), NOON, 0),
                        new ProtectionFold.Told(shorter(1, "b", "y", NOON), later, 1)))
                .objection())
        .contains(NotAgreed.Why.KEY_TOO_NEW);
  }

  @Test
  void anotherHoldDoesNotMakeKeysOldEnough() {
    Instant between = NOON.plusSeconds(30);

    assertThat(after(held(), held(), lift("a", "x", between), lift("b", "y", between)).held())
        .isTrue();
    assertThat(
            after(
                    held(),
                    lift("a"),
                    lift("b"),
                    held(),
                    lift("c", "x", NOON.plusSeconds(150)),
                    lift("d", "y", NOON.plusSeconds(150)))
                .held())
        .as("the first hold is lifted: the second counts")
        .isFalse();
  }

  @Test
  void aShorterRetentionTakesTwoPersonsWithKeysFromBefore() {
    Optional<Duration> week = Optional.of(Duration.ofDays(7));
    RoomEvent first = shorter(1, "a", "x", BEFORE);

    assertThat(objection(first, shorter(1, "b", "x", BEFORE))).contains(NotAgreed.Why.SAME_PERSON);
    assertThat(objection(first, shorter(1, "b", "y", NOON))).contains(NotAgreed.Why.KEY_TOO_NEW);
    assertThat(end(week, first, shorter(1, "b", "x", BEFORE)))
        .contains(NOON.plus(Duration.ofDays(7)));
    assertThat(end(week, first, shorter(1, "b", "y", BEFORE)))
        .contains(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void whoAgreesOnceMoreDoesNoHarm() {
    assertThat(objection(held(), lift("a"), lift("a"))).isEmpty();
  }

  private static Optional<NotAgreed.Why> objection(RoomEvent... events) {
    return after(events).objection();
  }

  @Test
  void aHoldIsInForceUntilTwoDifferentKeysAgree() {
    assertThat(after(held(), lift("a")).held()).isTrue();
    assertThat(after(held(), lift("a"), lift("a")).held()).isTrue();
    assertThat(after(held(), lift("a"), lift("b")).held()).isFalse();
  }

  @Test
  void agreementsBeforeAHoldDoNotCount() {
    assertThat(after(lift("a"), held(), lift("b")).held()).isTrue();
    assertThat(after(held(), lift("a"), held(), lift("b")).held()).isTrue();
    assertThat(after(held(), lift("a"), lift("b"), held()).held()).isTrue();
  }

  @Test
  void nothingIsErasedWhileHeld() {
    assertThatThrownBy(() -> after(held()).requireNotHeld())
        .isInstanceOf(NotErasable.class)
        .hasMessageContaining("held");
  }

  @Test
  void ofSeveralRetentionsTheOneThatEndsLastCounts() {
    Remarks.RetentionSet early = retention(Duration.ofDays(1));
    Remarks.RetentionSet late = retention(Duration.ofDays(2));

    assertThat(after(early, late).retention()).contains(late);
    assertThat(after(late, early).retention()).contains(late);
  }

  @Test
  void nothingIsErasedBeforeTheLatestOfAllEnds() {
    assertThat(erasableFrom(Map.of())).as("no rule demands anything").isEmpty();
    assertThat(erasableFrom(Map.of("standard", 7))).contains(NOON.plus(Duration.ofDays(7)));
    assertThat(erasableFrom(Map.of("standard", 7), retention(Duration.ofDays(9))))
        .as("what was set")
        .contains(NOON.plus(Duration.ofDays(9)));
    assertThat(erasableFrom(Map.of("standard", 7), retention(Duration.ofDays(1))))
        .as("what was set ends before the rule for all")
        .contains(NOON.plus(Duration.ofDays(7)));
    assertThat(erasableFrom(Map.of("class", 12), retention(Duration.ofDays(9))))
        .as("the rule of the class has become longer")
        .contains(NOON.plus(Duration.ofDays(12)));
    assertThat(erasableFrom(Map.of("class", 2), retention(Duration.ofDays(9))))
        .as("the rule of the class has become shorter")
        .contains(NOON.plus(Duration.ofDays(9)));
    assertThat(erasableFrom(Map.of("standard", 7), shorter(1, "a"), shorter(1, "b")))
        .as("two agreed to less")
        .contains(NOON.plus(Duration.ofDays(1)));
  }

  private static Optional<Instant> erasableFrom(Map<String, Integer> days, RoomEvent... events) {
    return after(events)
        .erasableFrom(
            NOON,
            "standard",
            name ->
                Optional.ofNullable(days.get(name)).map(Duration::ofDays).map(RetentionPeriod::of));
  }

  private static Optional<Instant> end(Optional<Duration> standard, RoomEvent... events) {
    return after(events).end(NOON, standard.map(RetentionPeriod::of));
  }

  @Test
  void theLaterOfTheRuleForAllAndWhatWasSetCounts() {
    Optional<Duration> week = Optional.of(Duration.ofDays(7));

    assertThat(end(week)).contains(NOON.plus(Duration.ofDays(7)));
    assertThat(end(week, retention(Duration.ofDays(-3650))))
        .contains(NOON.plus(Duration.ofDays(7)));
    assertThat(end(week, retention(Duration.ofDays(8)))).contains(NOON.plus(Duration.ofDays(8)));
    assertThat(end(Optional.empty(), retention(Duration.ofDays(8)))).isEmpty();
  }

  @Test
  void lessTakesTwoAuditorsWhoAgreeToTheSame() {
    Optional<Duration> week = Optional.of(Duration.ofDays(7));
    RoomEvent longer = retention(Duration.ofDays(99));

    assertThat(end(week, longer, shorter(1, "a"), shorter(1, "a"), shorter(2, "b")))
        .contains(NOON.plus(Duration.ofDays(99)));
    assertThat(end(week, longer, shorter(1, "a"), shorter(1, "b")))
        .contains(NOON.plus(Duration.ofDays(1)));
    assertThat(end(Optional.empty(), shorter(1, "a"), shorter(1, "b")))
        .contains(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void whoLengthensMeanwhileUndoesWhatOneAgreedTo() {
    Optional<Duration> week = Optional.of(Duration.ofDays(7));

    assertThat(end(week, shorter(1, "a"), retention(Duration.ofDays(9)), shorter(1, "b")))
        .contains(NOON.plus(Duration.ofDays(9)));
    assertThat(end(week, shorter(1, "a"), shorter(1, "b"), retention(Duration.ofDays(9))))
        .contains(NOON.plus(Duration.ofDays(9)));
  }

  private static RoomEvent shorter(int days, String keyId) {
    return shorter(days, keyId, "giver of " + keyId, BEFORE);
  }

  private static RoomEvent shorter(int days, String keyId, String givenBy, Instant since) {
    return new Remarks.ShorteningAgreed(
        "short",
        NOON,
        NOON.plus(Duration.ofDays(days)),
        new Remarks.By("auditor", keyId),
        new Warrant(keyId, givenBy, since));
  }

  private static RecordProtection after(RoomEvent... events) {
    List<ProtectionFold.Told> told = new ArrayList<>();
    for (RoomEvent event : events) {
      told.add(new ProtectionFold.Told(event, NOON.plusSeconds(60L * told.size()), told.size()));
    }
    return ProtectionFold.after(told);
  }

  private static RoomEvent held() {
    return new Remarks.Held("dispute", new Remarks.By("auditor", "a"));
  }

  private static RoomEvent lift(String keyId) {
    return lift(keyId, "giver of " + keyId, BEFORE);
  }

  private static RoomEvent lift(String keyId, String givenBy, Instant since) {
    return new Remarks.LiftAgreed(
        "settled", new Remarks.By("auditor", keyId), new Warrant(keyId, givenBy, since));
  }

  private static Remarks.RetentionSet retention(Duration period) {
    return new Remarks.RetentionSet(
        "class", NOON, NOON.plus(period), new Remarks.By("back end", "k"));
  }
}
