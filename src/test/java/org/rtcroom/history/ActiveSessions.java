package org.rtcroom.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.rtcroom.history.ManySessions.OneSession;
import org.rtcroom.history.Reconciliation.ReconciliationItem;
import org.rtcroom.history.SessionFilter.SessionPosition;
import org.rtcroom.kernel.Pseudonyms;

/** Searches for what went on in a time, on a database with many sessions. */
abstract class ActiveSessions {

  private static final Instant THEN = ManySessions.FIRST.plusSeconds(5_000);
  private static final Optional<Instant> NONE = Optional.empty();

  /** Filled once. */
  abstract ManySessions sessions();

  private static SessionFilter active(Instant from, Instant to) {
    return filter(Optional.empty(), NONE, Optional.of(from), Optional.of(to), Optional.empty());
  }

  private static SessionFilter filter(
      Optional<String> user,
      Optional<Instant> from,
      Optional<Instant> activeFrom,
      Optional<Instant> activeTo,
      Optional<Boolean> open) {
    return new SessionFilter(
        Optional.empty(),
        Optional.empty(),
        user,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        from,
        NONE,
        activeFrom,
        activeTo,
        open,
        Optional.empty());
  }

  /** All of them, page by page. */
  private List<String> found(SessionFilter filter, int limit) {
    List<String> found = new ArrayList<>();
    Optional<SessionPosition> after = Optional.empty();
    boolean more = true;
    while (more) {
      SessionFilter next = filter.after(after);
      List<SessionSummary> page =
          sessions()
              .read(
                  entities ->
                      SessionSearch.find(entities, next, limit).stream()
                          .map(SessionSummary::of)
                          .toList());
      page.forEach(one -> found.add(one.sessionId()));
      more = page.size() == limit;
      after = page.stream().reduce((one, other) -> other).map(SessionPosition::of);
    }
    return found;
  }

  private List<String> expected(Predicate<OneSession> wanted) {
    return sessions().all.stream().filter(wanted).map(OneSession::id).toList();
  }

  @Test
  void whatWentOnInATimeIsFoundNewestFirstOnPagesOfAnySize() {
    Instant end = THEN.plusSeconds(60);
    List<String> expected = expected(one -> one.wentOn(THEN, end));

    assertThat(expected).hasSizeGreaterThan(90);
    assertThat(found(active(THEN, end), 500)).isEqualTo(expected);
    assertThat(found(active(THEN, end), 7)).isEqualTo(expected);
    assertThat(found(active(THEN, THEN.plusMillis(1)), 20))
        .isEqualTo(expected(one -> one.wentOn(THEN, THEN.plusMillis(1))));
  }

  @Test
  void theBoundsAreThoseOfTheMilliseconds() {
    OneSession one = sessions().all.get(500);
    Instant closed = one.closed().orElseThrow();

    assertThat(found(active(closed, closed.plusMillis(1)), 500)).contains(one.id());
    assertThat(found(active(closed.plusMillis(1), closed.plusMillis(2)), 500))
        .doesNotContain(one.id());
    assertThat(found(active(one.opened().minusMillis(1), one.opened()), 500))
        .doesNotContain(one.id());
    assertThat(found(active(one.opened(), one.opened().plusMillis(1)), 500)).contains(one.id());
  }

  @Test
  void eitherBoundMayStandAlone() {
    SessionFilter since = filter(Optional.empty(), NONE, Optional.of(THEN), NONE, Optional.empty());
    SessionFilter until =
        filter(
            Optional.empty(),
            Optional.of(ManySessions.FIRST),
            NONE,
            Optional.of(THEN),
            Optional.empty());

    assertThat(found(since, 500))
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(expected(one -> one.wentOn(THEN, Instant.MAX)));
    assertThat(found(until, 500)).isEqualTo(expected(one -> one.wentOn(Instant.MIN, THEN)));
  }

  @Test
  void itGoesTogetherWithEverythingElse() {
    Instant end = THEN.plusSeconds(60);
    Instant from = THEN.minusSeconds(2_000);

    assertThat(
            found(
                filter(
                    Optional.of(ManySessions.AGENT),
                    Optional.of(from),
                    Optional.of(THEN),
                    Optional.of(end),
                    Optional.empty()),
                9))
        .isEqualTo(
            expected(
                one -> one.ofAgent() && !one.opened().isBefore(from) && one.wentOn(THEN, end)));
    assertThat(
            found(filter(Optional.empty(), NONE, Optional.of(THEN), NONE, Optional.of(true)), 500))
        .isEqualTo(expected(one -> one.closed().isEmpty()));
  }

  @Test
  void howLongASessionMayHaveLastedIsTheDatabasesClassOfIt() {
    Instant far = Instant.parse("2020-01-01T00:00:00Z");
    Map<Duration, Integer> classes =
        Map.of(
            Duration.ofMillis(299_999), 0,
            Duration.ofMinutes(5), 1,
            Duration.ofMinutes(15), 2,
            Duration.ofHours(1), 3,
            Duration.ofHours(4), 4,
            Duration.ofDays(1), 5,
            Duration.ofDays(4), 6,
            Duration.ofDays(16), 7,
            Duration.ofDays(64), 8,
            Duration.ofDays(500), 8);

    classes.forEach(
        (lasted, number) -> {
          OneSession one = sessions().add(far, lasted);
          Instant last = far.plus(lasted);
          assertThat(found(active(last, last.plusMillis(1)), 50))
              .as(lasted.toString())
              .contains(one.id());
          assertThat(sessions().lasted(one.id())).as(lasted.toString()).isEqualTo(number);
        });
  }

  @Test
  void theDatabaseLooksAtFewOfTheManySessions() {
    Instant end = THEN.plusSeconds(10);
    int looked =
        sessions().looked(entities -> SessionSearch.find(entities, active(THEN, end), 500));
    SessionFilter ofNobody =
        filter(Optional.of("nobody"), NONE, Optional.of(THEN), Optional.of(end), Optional.empty());

    assertThat(looked).isBetween(30, ManySessions.COUNT / 4);
    assertThat(sessions().looked(entities -> SessionSearch.find(entities, ofNobody, 50)))
        .isLessThan(ManySessions.COUNT / 4);
  }

  @Test
  void aCaseIsFoundInEitherSpelling() {
    OneSession one = sessions().all.get(100);
    OneSession other = sessions().all.get(200);
    OneSession stranger = sessions().all.get(300);
    sessions().addCase(one, 0, "开户 䶮㑇 7");
    sessions().addCase(other, 0, "开户 \uE863\uE81B 7");
    sessions().addCase(stranger, 0, "开户 䶮㑳 7");

    for (String sent : List.of("开户 䶮㑇 7", "开户 \uE863\uE81B 7", "开户 \uE863㑇 7", "开户 䶮\uE81B 7")) {
      assertThat(found(ofCase(sent), 50)).as(sent).containsExactly(one.id(), other.id());
    }
    assertThat(found(ofCase("开户 \uE863㑳 7"), 50)).containsExactly(stranger.id());
    assertThat(found(ofCase("开户 \uE863\uE81C 7"), 50)).isEmpty();
    String many = "䶮".repeat(128);
    sessions().addCase(one, 1, many);
    assertThat(found(ofCase("\uE863".repeat(128)), 50)).containsExactly(one.id());
  }

  private static SessionFilter ofCase(String caseId) {
    return new SessionFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(caseId),
        Optional.empty(),
        NONE,
        NONE,
        NONE,
        NONE,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void whatAnIntegratorSaysWentOnIsFoundInItsRoom() {
    OneSession one = sessions().all.get(4_000);
    Instant closed = one.closed().orElseThrow();
    Optional<String> nobody = Optional.of("nobody");

    Optional<Instant> later = Optional.of(closed.plusSeconds(1));
    assertThat(reconciled(one, Optional.of(closed), later, Optional.empty())).contains(one.id());
    assertThat(reconciled(one, Optional.of(closed.plusMillis(1)), later, Optional.empty()))
        .doesNotContain(one.id());
    assertThat(reconciled(one, NONE, Optional.of(one.opened().plusMillis(1)), Optional.empty()))
        .first()
        .isEqualTo(one.id());
    assertThat(reconciled(one, NONE, Optional.of(one.opened()), nobody))
        .hasSize(20)
        .doesNotContain(one.id());
    assertThat(reconciled(one, Optional.of(ManySessions.FIRST), NONE, Optional.of("customer")))
        .as("of many, those of the user first")
        .first()
        .isIn(expected(other -> !other.ofAgent()));
  }

  private List<String> reconciled(
      OneSession one, Optional<Instant> from, Optional<Instant> to, Optional<String> user) {
    ReconciliationItem item =
        new ReconciliationItem(Optional.empty(), one.room(), NONE, from, to, user);
    return sessions()
        .read(
            entities ->
                ReconciliationRows.sessions(
                    entities, new Pseudonyms(new byte[32]), List.of(item), Duration.ZERO))
        .getOrDefault(0, List.of());
  }
}
