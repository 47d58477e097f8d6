package org.rtcroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.delivery.DeliveryStore.ClaimRequest;
import org.rtcroom.delivery.DeliveryStore.ClaimResult;
import org.rtcroom.delivery.DeliveryStore.Remaining;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;
import org.rtcroom.room.Outbox;
import org.rtcroom.settings.Settings;

/** The outbox keeps, claims and ends deliveries in the database as promised. */
class DeliveryStoreTest {

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

  private DeliveryStore rows() {
    return database.rows(couriers(released::addAll));
  }

  /** They are never sent. */
  private static Couriers couriers(Consumer<Collection<SessionId>> destroyed) {
    return FakeCourier.both(
        group -> CompletableFuture.completedStage(DeliveryResult.DONE),
        group -> CompletableFuture.completedStage(DeliveryResult.DONE),
        destroyed);
  }

  private void keep(SessionId sessionId, Notification... tellings) {
    database.inTransaction(em -> keep(em, sessionId, tellings));
  }

  private static boolean keep(EntityManager em, SessionId sessionId, Notification... tellings) {
    DeliverySettings settings = new DeliverySettings(Settings.of(Map.of()));
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    TransactionalOutbox outbox =
        DeliveryParts.outbox(couriers(sessions -> {}), new Busy(), settings, clock, () -> 0);
    outbox.keep(
        em.unwrap(Connection.class),
        List.of(new Outbox.Telling(sessionId, "group", Set.of(tellings))));
    return true;
  }

  private ClaimResult look(SessionId sessionId, boolean urgent, Duration lease) {
    return rows().claim(List.of(new ClaimRequest(sessionId, urgent)), lease).get(0);
  }

  private Claim claim(SessionId sessionId) {
    return look(sessionId, false, LEASE).claim().orElseThrow();
  }

  private Remaining left(SessionId sessionId) {
    ClaimResult look = look(sessionId, false, LEASE);
    assertThat(look.claim()).isEmpty();
    return look.left();
  }

  private void postpone(Claim claim, Duration pause) {
    rows().postpone(claim, pause, "no answer");
  }

  private Deliveries deliveries(Instant now) {
    DeliverySettings settings = new DeliverySettings(Settings.of(Map.of()));
    Deliveries deliveries = new Deliveries();
    deliveries.question = database.question();
    deliveries.settings = settings;
    deliveries.clock = Clock.fixed(now, ZoneOffset.UTC);
    return deliveries;
  }

  private boolean finish(Claim claim) {
    return finish(List.of(claim)).get(0);
  }

  private List<Boolean> finish(List<Claim> claims) {
    return rows().finish(claims);
  }

  private List<SessionId> due(int limit) {
    return rows().due(limit);
  }

  private List<Deliveries.PendingDelivery> pending(
      Instant now, Deliveries.DeliveryFilter state, String cursor, int limit) {
    return deliveries(now).pending(state, cursor, limit);
  }

  private Deliveries.Backlog backlog(Instant now) {
    return deliveries(now).backlog();
  }

  @Test
  void noticesOfOneSessionAreOneRow() {
    keep(ANN, Notification.NOTICE);
    keep(ANN, Notification.NOTICE);

    Claim claim = claim(ANN);
    assertThat(claim.version()).isEqualTo(2);
    assertThat(claim.groupId()).isEqualTo("group");
    assertThat(finish(claim)).isTrue();
    assertThat(left(ANN)).isEqualTo(Remaining.NOTHING);
    assertThat(released).isEmpty();
  }

  @Test
  void whatIsKeptInATransactionThatFailsIsNotKept() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    em -> {
                      keep(em, ANN, Notification.NOTICE);
                      throw new IllegalStateException("fails for this test");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(left(ANN)).isEqualTo(Remaining.NOTHING);
  }

  @Test
  void destroyingAGroupDropsItsNotices() {
    keep(ANN, Notification.NOTICE);
    keep(ANN, Notification.NOTICE, Notification.DESTROY_GROUP);

    Claim claim = claim(ANN);
    assertThat(claim.kind()).isEqualTo(Notification.DESTROY_GROUP);
    assertThat(finish(claim)).isTrue();
    assertThat(left(ANN)).isEqualTo(Remaining.NOTHING);
    assertThat(released).containsExactly(ANN);
  }

  @Test
  void whatIsClaimedIsNotClaimedAgainWhileTheLeaseLasts() {
    keep(ANN, Notification.NOTICE);
    claim(ANN);

    assertThat(left(ANN)).isEqualTo(Remaining.ELSEWHERE);
    assertThat(due(10)).isEmpty();
  }

  @Test
  void aClaimThatHasEndedIsTakenOver() {
    keep(ANN, Notification.NOTICE);
    look(ANN, false, Duration.ofSeconds(-1));

    assertThat(due(10)).containsExactly(ANN);
    assertThat(claim(ANN).version()).isEqualTo(1);
  }

  @Test
  void whatWasKeptMeanwhileIsDeliveredOnceMore() {
    keep(ANN, Notification.NOTICE);
    Claim claim = claim(ANN);
    keep(ANN, Notification.NOTICE);

    assertThat(finish(claim)).isFalse();
    assertThat(claim(ANN).version()).isEqualTo(2);
  }

  @Test
  void aNoticeUnderWayDoesNotEndTheDestroyingKeptMeanwhile() {
    keep(ANN, Notification.NOTICE);
    Claim notice = claim(ANN);
    keep(ANN, Notification.DESTROY_GROUP);

    assertThat(finish(notice)).isFalse();
    assertThat(released).isEmpty();
    assertThat(claim(ANN).kind()).isEqualTo(Notification.DESTROY_GROUP);
  }

  @Test
  void aFailureWaitsUnlessItIsUrgent() {
    keep(ANN, Notification.NOTICE);
    postpone(claim(ANN), Duration.ofHours(1));

    assertThat(left(ANN)).isEqualTo(Remaining.LATER);
    assertThat(due(10)).isEmpty();
    Claim urgent = look(ANN, true, LEASE).claim().orElseThrow();
    assertThat(urgent.attempts()).isEqualTo(1);
  }

  @Test
  void aClaimThatWasTakenOverCannotPostpone() {
    keep(ANN, Notification.NOTICE);
    Claim late = look(ANN, false, Duration.ZERO).claim().orElseThrow();
    claim(ANN);

    postpone(late, Duration.ofHours(1));

    assertThat(left(ANN)).isEqualTo(Remaining.ELSEWHERE);
  }

  @Test
  void severalSessionsAreClaimedAndEndedTogether() {
    keep(BOB, Notification.DESTROY_GROUP);
    keep(ANN, Notification.NOTICE);
    keep(CID, Notification.NOTICE);
    claim(CID);

    List<ClaimResult> looks =
        rows()
            .claim(
                Stream.of(CID, DAN, BOB, ANN).map(id -> new ClaimRequest(id, false)).toList(),
                LEASE);

    assertThat(looks)
        .extracting(ClaimResult::left)
        .startsWith(Remaining.ELSEWHERE, Remaining.NOTHING);
    assertThat(looks.get(2).claim().orElseThrow().kind()).isEqualTo(Notification.DESTROY_GROUP);
    List<Claim> claims = looks.stream().flatMap(look -> look.claim().stream()).toList();
    assertThat(claims).extracting(Claim::sessionId).containsExactly(BOB, ANN);
    keep(ANN, Notification.NOTICE);
    assertThat(finish(claims)).containsExactly(true, false);
    assertThat(released).containsExactly(BOB);
    assertThat(claim(ANN).version()).isEqualTo(2);
    assertThat(left(CID)).isEqualTo(Remaining.ELSEWHERE);
  }

  @Test
  void whatFailsWithOthersChangesNothing() {
    keep(ANN, Notification.DESTROY_GROUP);
    keep(BOB, Notification.NOTICE);
    List<Claim> claims = List.of(claim(ANN), claim(BOB));

    Couriers failing =
        couriers(
            sessions -> {
              throw new IllegalStateException("fails for this test");
            });
    assertThatThrownBy(() -> database.rows(failing).finish(claims))
        .hasRootCauseMessage("fails for this test");

    assertThat(left(ANN)).isEqualTo(Remaining.ELSEWHERE);
    assertThat(finish(claims)).containsExactly(true, true);
  }

  @Test
  void aClaimThatWasTakenOverDoesNotEndWhatWasKeptSince() {
    keep(ANN, Notification.NOTICE);
    Claim late = look(ANN, false, Duration.ZERO).claim().orElseThrow();
    assertThat(finish(claim(ANN))).isTrue();
    keep(ANN, Notification.NOTICE);
    assertThat(late.version()).isEqualTo(1);

    assertThat(finish(late)).isFalse();

    assertThat(claim(ANN).version()).isEqualTo(1);
  }

  @Test
  void whatFailedLeastOftenIsDueFirst() {
    keep(ANN, Notification.NOTICE);
    postpone(claim(ANN), Duration.ofSeconds(-1));
    keep(BOB, Notification.NOTICE);

    assertThat(due(10)).containsExactly(BOB, ANN);
    assertThat(due(1)).containsExactly(BOB);
  }

  @Test
  void pendingDeliveriesAreListedPageByPage() {
    keep(ANN, Notification.NOTICE);
    keep(BOB, Notification.DESTROY_GROUP);

    Deliveries.PendingDelivery first = pending(START, Deliveries.DeliveryFilter.ALL, "", 1).get(0);
    assertThat(first.sessionId()).isEqualTo(ANN);
    assertThat(first.created()).isEqualTo(START);
    assertThat(pending(START, Deliveries.DeliveryFilter.ALL, first.cursor(), 10))
        .extracting(Deliveries.PendingDelivery::sessionId, Deliveries.PendingDelivery::kind)
        .containsExactly(tuple(BOB, Notification.DESTROY_GROUP));
  }

  @Test
  void failedAndStuckDeliveriesAreFound() {
    keep(ANN, Notification.NOTICE);
    keep(BOB, Notification.NOTICE);
    postpone(claim(BOB), Duration.ofSeconds(1));

    assertThat(pending(START, Deliveries.DeliveryFilter.FAILED, "", 10))
        .singleElement()
        .returns("no answer", Deliveries.PendingDelivery::lastError)
        .returns(BOB, Deliveries.PendingDelivery::sessionId);
    assertThat(pending(START, Deliveries.DeliveryFilter.STUCK, "", 10)).isEmpty();
    Instant later = START.plusSeconds(60);
    assertThat(pending(later, Deliveries.DeliveryFilter.STUCK, "", 10)).hasSize(2);
  }

  @Test
  void theBacklogTellsHowMuchAndHowOld() {
    assertThat(backlog(START)).isEqualTo(new Deliveries.Backlog(0, 0, Duration.ZERO));
    keep(ANN, Notification.NOTICE);
    keep(BOB, Notification.NOTICE);

    assertThat(backlog(START.plusSeconds(5)))
        .isEqualTo(new Deliveries.Backlog(2, 0, Duration.ofSeconds(5)));
    assertThat(backlog(START.plusSeconds(90)).stuck()).isEqualTo(2);
  }

  @Test
  void aCursorOfSomebodyElseIsRefused() {
    assertThatThrownBy(() -> pending(START, Deliveries.DeliveryFilter.ALL, "x", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pending(START, Deliveries.DeliveryFilter.ALL, "x:y", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
