package org.rtcroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.room.SessionId;
import org.rtcroom.room.Telling;
import org.rtcroom.settings.Settings;

/** The outbox keeps, claims and ends deliveries in the database as promised. */
class DeliveryRowsTest {

  private static final SessionId ANN = new SessionId("ann");
  private static final SessionId BOB = new SessionId("bob");
  private static final SessionId CID = new SessionId("cid");
  private static final SessionId DAN = new SessionId("dan");
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  /** Claims nothing ahead. */
  private static final class Busy extends Dispatcher {
    @Override
    boolean idle() {
      return false;
    }
  }

  private Database database;
  private final List<SessionId> released = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    database = database();
  }

  /** Empty. */
  Database database() throws Exception {
    return Database.h2();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private <T> T rows(Function<DeliveryRows, T> work) {
    return database.inTransaction(
        em -> {
          DeliveryRows rows = new DeliveryRows();
          rows.em = em;
          rows.groupClaims = released::addAll;
          return work.apply(rows);
        });
  }

  private void keep(SessionId sessionId, Telling... tellings) {
    database.inTransaction(em -> keep(em, sessionId, tellings));
  }

  private static boolean keep(EntityManager em, SessionId sessionId, Telling... tellings) {
    DeliverySettings settings = DeliverySettings.read(Settings.of(Map.of()));
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    JpaOutbox outbox = new JpaOutbox(new Busy(), settings, clock, () -> 0);
    outbox.em = em;
    outbox.keep(sessionId, "group", EnumSet.copyOf(List.of(tellings)));
    return true;
  }

  private Look look(SessionId sessionId, boolean urgent, Duration lease) {
    return rows(rows -> rows.claim(List.of(new Wanted(sessionId, urgent)), lease)).get(0);
  }

  private Claim claim(SessionId sessionId) {
    return look(sessionId, false, LEASE).claim().orElseThrow();
  }

  private Left left(SessionId sessionId) {
    Look look = look(sessionId, false, LEASE);
    assertThat(look.claim()).isEmpty();
    return look.left();
  }

  private void postpone(Claim claim, Duration pause) {
    rows(
        rows -> {
          rows.postpone(claim, pause, "no answer");
          return claim;
        });
  }

  private <T> T query(Instant now, Function<Deliveries, T> work) {
    return database.inTransaction(
        em -> {
          DeliverySettings settings = DeliverySettings.read(Settings.of(Map.of()));
          Deliveries deliveries = new Deliveries(settings, Clock.fixed(now, ZoneOffset.UTC));
          deliveries.em = em;
          return work.apply(deliveries);
        });
  }

  private boolean finish(Claim claim) {
    return finish(List.of(claim)).get(0);
  }

  private List<Boolean> finish(List<Claim> claims) {
    return rows(rows -> rows.finish(claims));
  }

  private List<SessionId> due(int limit) {
    return rows(rows -> rows.due(limit));
  }

  private List<PendingDelivery> pending(
      Instant now, Deliveries.State state, String cursor, int limit) {
    return query(now, all -> all.pending(state, cursor, limit));
  }

  private Backlog backlog(Instant now) {
    return query(now, Deliveries::backlog);
  }

  @Test
  void noticesOfOneSessionAreOneRow() {
    keep(ANN, Telling.NOTICE);
    keep(ANN, Telling.NOTICE);

    Claim claim = claim(ANN);
    assertThat(claim.version()).isEqualTo(2);
    assertThat(claim.groupId()).isEqualTo("group");
    assertThat(finish(claim)).isTrue();
    assertThat(left(ANN)).isEqualTo(Left.NOTHING);
    assertThat(released).isEmpty();
  }

  @Test
  void whatIsKeptInATransactionThatFailsIsNotKept() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    em -> {
                      keep(em, ANN, Telling.NOTICE);
                      throw new IllegalStateException("fails for this test");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(left(ANN)).isEqualTo(Left.NOTHING);
  }

  @Test
  void destroyingAGroupDropsItsNotices() {
    keep(ANN, Telling.NOTICE);
    keep(ANN, Telling.NOTICE, Telling.DESTROY_GROUP);

    Claim claim = claim(ANN);
    assertThat(claim.kind()).isEqualTo(Telling.DESTROY_GROUP);
    assertThat(finish(claim)).isTrue();
    assertThat(left(ANN)).isEqualTo(Left.NOTHING);
    assertThat(released).containsExactly(ANN);
  }

  @Test
  void whatIsClaimedIsNotClaimedAgainWhileTheLeaseLasts() {
    keep(ANN, Telling.NOTICE);
    claim(ANN);

    assertThat(left(ANN)).isEqualTo(Left.ELSEWHERE);
    assertThat(due(10)).isEmpty();
  }

  @Test
  void aClaimThatHasEndedIsTakenOver() {
    keep(ANN, Telling.NOTICE);
    look(ANN, false, Duration.ofSeconds(-1));

    assertThat(due(10)).containsExactly(ANN);
    assertThat(claim(ANN).version()).isEqualTo(1);
  }

  @Test
  void whatWasKeptMeanwhileIsDeliveredOnceMore() {
    keep(ANN, Telling.NOTICE);
    Claim claim = claim(ANN);
    keep(ANN, Telling.NOTICE);

    assertThat(finish(claim)).isFalse();
    assertThat(claim(ANN).version()).isEqualTo(2);
  }

  @Test
  void aNoticeUnderWayDoesNotEndTheDestroyingKeptMeanwhile() {
    keep(ANN, Telling.NOTICE);
    Claim notice = claim(ANN);
    keep(ANN, Telling.DESTROY_GROUP);

    assertThat(finish(notice)).isFalse();
    assertThat(released).isEmpty();
    assertThat(claim(ANN).kind()).isEqualTo(Telling.DESTROY_GROUP);
  }

  @Test
  void aFailureWaitsUnlessItIsUrgent() {
    keep(ANN, Telling.NOTICE);
    postpone(claim(ANN), Duration.ofHours(1));

    assertThat(left(ANN)).isEqualTo(Left.LATER);
    assertThat(due(10)).isEmpty();
    Claim urgent = look(ANN, true, LEASE).claim().orElseThrow();
    assertThat(urgent.attempts()).isEqualTo(1);
  }

  @Test
  void aClaimThatWasTakenOverCannotPostpone() {
    keep(ANN, Telling.NOTICE);
    Claim late = look(ANN, false, Duration.ZERO).claim().orElseThrow();
    claim(ANN);

    postpone(late, Duration.ofHours(1));

    assertThat(left(ANN)).isEqualTo(Left.ELSEWHERE);
  }

  @Test
  void severalSessionsAreClaimedAndEndedTogether() {
    keep(BOB, Telling.DESTROY_GROUP);
    keep(ANN, Telling.NOTICE);
    keep(CID, Telling.NOTICE);
    claim(CID);

    List<Look> looks =
        rows(
            rows ->
                rows.claim(
                    Stream.of(CID, DAN, BOB, ANN).map(id -> new Wanted(id, false)).toList(),
                    LEASE));

    assertThat(looks).extracting(Look::left).startsWith(Left.ELSEWHERE, Left.NOTHING);
    assertThat(looks.get(2).claim().orElseThrow().kind()).isEqualTo(Telling.DESTROY_GROUP);
    List<Claim> claims = looks.stream().flatMap(look -> look.claim().stream()).toList();
    assertThat(claims).extracting(Claim::sessionId).containsExactly(BOB, ANN);
    keep(ANN, Telling.NOTICE);
    assertThat(finish(claims)).containsExactly(true, false);
    assertThat(released).containsExactly(BOB);
    assertThat(claim(ANN).version()).isEqualTo(2);
    assertThat(left(CID)).isEqualTo(Left.ELSEWHERE);
  }

  @Test
  void whatFailsWithOthersChangesNothing() {
    keep(ANN, Telling.DESTROY_GROUP);
    keep(BOB, Telling.NOTICE);
    List<Claim> claims = List.of(claim(ANN), claim(BOB));

    assertThatThrownBy(
            () ->
                database.inTransaction(
                    em -> {
                      DeliveryRows rows = new DeliveryRows();
                      rows.em = em;
                      rows.groupClaims =
                          sessions -> {
                            throw new IllegalStateException("fails for this test");
                          };
                      return rows.finish(claims);
                    }))
        .hasMessage("fails for this test");

    assertThat(left(ANN)).isEqualTo(Left.ELSEWHERE);
    assertThat(finish(claims)).containsExactly(true, true);
  }

  @Test
  void aClaimThatWasTakenOverDoesNotEndWhatWasKeptSince() {
    keep(ANN, Telling.NOTICE);
    Claim late = look(ANN, false, Duration.ZERO).claim().orElseThrow();
    assertThat(finish(claim(ANN))).isTrue();
    keep(ANN, Telling.NOTICE);
    assertThat(late.version()).isEqualTo(1);

    assertThat(finish(late)).isFalse();

    assertThat(claim(ANN).version()).isEqualTo(1);
  }

  @Test
  void whatFailedLeastOftenIsDueFirst() {
    keep(ANN, Telling.NOTICE);
    postpone(claim(ANN), Duration.ofSeconds(-1));
    keep(BOB, Telling.NOTICE);

    assertThat(due(10)).containsExactly(BOB, ANN);
    assertThat(due(1)).containsExactly(BOB);
  }

  @Test
  void pendingDeliveriesAreListedPageByPage() {
    keep(ANN, Telling.NOTICE);
    keep(BOB, Telling.DESTROY_GROUP);

    PendingDelivery first = pending(START, Deliveries.State.ALL, "", 1).get(0);
    assertThat(first.sessionId()).isEqualTo(ANN);
    assertThat(first.created()).isEqualTo(START);
    assertThat(pending(START, Deliveries.State.ALL, first.cursor(), 10))
        .extracting(PendingDelivery::sessionId, PendingDelivery::kind)
        .containsExactly(tuple(BOB, Telling.DESTROY_GROUP));
  }

  @Test
  void failedAndStuckDeliveriesAreFound() {
    keep(ANN, Telling.NOTICE);
    keep(BOB, Telling.NOTICE);
    postpone(claim(BOB), Duration.ofSeconds(1));

    assertThat(pending(START, Deliveries.State.FAILED, "", 10))
        .singleElement()
        .returns("no answer", PendingDelivery::lastError)
        .returns(BOB, PendingDelivery::sessionId);
    assertThat(pending(START, Deliveries.State.STUCK, "", 10)).isEmpty();
    Instant later = START.plusSeconds(60);
    assertThat(pending(later, Deliveries.State.STUCK, "", 10)).hasSize(2);
  }

  @Test
  void theBacklogTellsHowMuchAndHowOld() {
    assertThat(backlog(START)).isEqualTo(new Backlog(0, 0, Duration.ZERO));
    keep(ANN, Telling.NOTICE);
    keep(BOB, Telling.NOTICE);

    assertThat(backlog(START.plusSeconds(5))).isEqualTo(new Backlog(2, 0, Duration.ofSeconds(5)));
    assertThat(backlog(START.plusSeconds(90)).stuck()).isEqualTo(2);
  }

  @Test
  void aCursorOfSomebodyElseIsRefused() {
    assertThatThrownBy(() -> pending(START, Deliveries.State.ALL, "x", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pending(START, Deliveries.State.ALL, "x:y", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
