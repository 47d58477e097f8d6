package org.rtcroom.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

class RecordProtectionTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void whatNobodyHoldsCanBeErased() {
    assertThat(after().held()).isFalse();
    assertThatCode(() -> after().requireErasable(NOON)).doesNotThrowAnyException();
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
    assertThatThrownBy(() -> after(held()).requireErasable(NOON))
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
  void nothingIsErasedBeforeTheRetentionIsOver() {
    RecordProtection standing = after(retention(Duration.ofDays(1)));

    assertThatThrownBy(() -> standing.requireErasable(NOON.plus(Duration.ofDays(1)).minusMillis(1)))
        .isInstanceOf(NotErasable.class)
        .hasMessageContaining("2026-02-01");
    assertThatCode(() -> standing.requireErasable(NOON.plus(Duration.ofDays(1))))
        .doesNotThrowAnyException();
  }

  private static Optional<Instant> end(Optional<Duration> standard, RoomEvent... events) {
    return after(events).end(NOON, standard);
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
    return new Remarks.ShorteningAgreed(
        "short", NOON, NOON.plus(Duration.ofDays(days)), new Remarks.By("auditor", keyId));
  }

  private static RecordProtection after(RoomEvent... events) {
    return RecordProtection.after(List.of(events));
  }

  private static RoomEvent held() {
    return new Remarks.Held("dispute", new Remarks.By("auditor", "a"));
  }

  private static RoomEvent lift(String keyId) {
    return new Remarks.LiftAgreed("settled", new Remarks.By("auditor", keyId));
  }

  private static Remarks.RetentionSet retention(Duration period) {
    return new Remarks.RetentionSet(
        "class", NOON, NOON.plus(period), new Remarks.By("back end", "k"));
  }
}
