package org.rtcroom.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;
import org.rtcroom.settings.Settings;

/** Deliveries go in order per session, a bounded number at once, until they are done. */
class DispatcherTest {

  private static final SessionId ANN = new SessionId("ann");
  private static final SessionId BOB = new SessionId("bob");
  private static final SessionId CID = new SessionId("cid");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Duration LEASE = Duration.ofSeconds(15);

  private final MemoryStore store = new MemoryStore();
  private final HeldCourier courier = new HeldCourier();
  private final Noted log = new Noted();
  private final AtomicLong nanos = new AtomicLong();
  private Dispatcher dispatcher;

  @BeforeEach
  void open() {
    dispatcher = dispatcher(courier.couriers());
  }

  private Dispatcher dispatcher(Couriers with) {
    Map<String, String> values = Map.of("roomservice.delivery.at-once", "2");
    DeliverySettings settings = new DeliverySettings(Settings.of(values));
    return DeliveryParts.dispatcher(store, with, settings, log, nanos::get);
  }

  @AfterEach
  void close() {
    dispatcher.close();
  }

  private void keepAndWake(SessionId sessionId, Notification kind) {
    store.keep(sessionId, kind);
    dispatcher.wake(sessionId);
  }

  private boolean settled(SessionId sessionId) throws Exception {
    return end(dispatcher.settle(sessionId, LIMIT));
  }

  private static <T> T end(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, SECONDS);
  }

  @Test
  void aNoticeIsDeliveredOnce() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);

    HeldCourier.Way way = courier.next();
    assertThat(way.told()).isEqualTo("notice group-ann");
    way.done();
    assertThat(settled(ANN)).isTrue();
    assertThat(courier.idle()).isTrue();
    assertThat(settled(ANN)).isTrue();
    assertThat(store.empty()).isTrue();
  }

  @Test
  void noticesKeptWhileOneIsUnderWayLeadToExactlyOneMore() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    HeldCourier.Way first = courier.next();
    keepAndWake(ANN, Notification.NOTICE);
    keepAndWake(ANN, Notification.NOTICE);
    assertThat(courier.idle()).isTrue();

    first.done();
    courier.next().done();

    assertThat(courier.idle()).isTrue();
    assertThat(settled(ANN)).isTrue();
    assertThat(store.empty()).isTrue();
  }

  @Test
  void destroyingAGroupDropsItsNoticesAndComesAfterTheOneUnderWay() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    HeldCourier.Way first = courier.next();
    keepAndWake(ANN, Notification.NOTICE);
    keepAndWake(ANN, Notification.DESTROY_GROUP);

    first.done();
    HeldCourier.Way second = courier.next();
    assertThat(second.told()).isEqualTo("destroy group-ann");
    second.done();

    assertThat(courier.idle()).isTrue();
    assertThat(store.empty()).isTrue();
  }

  @Test
  void aStuckSessionBlocksOnlyItself() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    HeldCourier.Way stuck = courier.next();

    for (SessionId other : List.of(BOB, CID)) {
      keepAndWake(other, Notification.NOTICE);
      HeldCourier.Way way = courier.next();
      assertThat(way.told()).isEqualTo("notice group-" + other);
      way.done();
      assertThat(settled(other)).isTrue();
    }
    assertThat(stuck.end()).isNotDone();
  }

  @Test
  void noMoreDeliveriesThanAllowedAreUnderWay() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    keepAndWake(BOB, Notification.NOTICE);
    keepAndWake(CID, Notification.NOTICE);

    List<HeldCourier.Way> two = new ArrayList<>(List.of(courier.next(), courier.next()));
    assertThat(courier.idle()).isTrue();
    two.get(0).done();
    assertThat(courier.next().told()).isEqualTo("notice group-cid");
  }

  @Test
  void aFailureIsTriedAgainWhenItsPauseIsOver() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    courier.next().retry();
    assertThat(courier.idle()).isTrue();

    dispatcher.look();
    assertThat(courier.idle()).isTrue();

    store.advance(Duration.ofSeconds(2));
    dispatcher.look();
    courier.next().done();
    assertThat(settled(ANN)).isTrue();
  }

  @Test
  void whatSucceedsAtOnceLeavesNoLine() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    courier.next().done();

    assertThat(settled(ANN)).isTrue();
    assertThat(log.lines).isEmpty();
  }

  @Test
  void theFirstFailureAndTheEndAreNoted() throws Exception {
    store.keep(ANN, Notification.NOTICE);
    for (int failures = 0; failures < 3; failures++) {
      CompletionStage<Boolean> settled = dispatcher.settle(ANN, LIMIT);
      courier.next().retry();
      assertThat(end(settled)).isFalse();
    }
    assertThat(log.outcomes()).containsExactly("tried again 0 no answer");

    CompletionStage<Boolean> settled = dispatcher.settle(ANN, LIMIT);
    courier.next().done();

    assertThat(end(settled)).isTrue();
    assertThat(log.outcomes()).containsExactly("tried again 0 no answer", "delivered late 3 ");
    assertThat(log.lines.get(0))
        .containsEntry("delivery", "NOTICE")
        .containsEntry("sessionId", "ann")
        .doesNotContainValue("group-ann");
  }

  @Test
  void whatIsGivenUpIsNotedBeforeItIsForgotten() throws Exception {
    log.down = true;
    store.keep(ANN, Notification.NOTICE);
    CompletionStage<Boolean> settled = dispatcher.settle(ANN, LIMIT);
    courier.next().end().complete(new DeliveryResult.GiveUp("refused"));
    assertThat(end(settled)).isFalse();
    assertThat(store.empty()).isFalse();

    log.down = false;
    store.advance(Duration.ofMinutes(1));
    settled = dispatcher.settle(ANN, LIMIT);
    courier.next().end().complete(new DeliveryResult.GiveUp("refused"));

    assertThat(end(settled)).isTrue();
    assertThat(log.outcomes()).containsExactly("given up 0 refused");
  }

  @Test
  void settlingDoesNotWaitForThePause() throws Exception {
    keepAndWake(ANN, Notification.DESTROY_GROUP);
    courier.next().retry();
    CompletionStage<Boolean> settled = dispatcher.settle(ANN, LIMIT);

    courier.next().done();

    assertThat(end(settled)).isTrue();
  }

  @Test
  void settlingWhatFailsAgainSaysSo() throws Exception {
    store.keep(ANN, Notification.DESTROY_GROUP);
    CompletionStage<Boolean> settled = dispatcher.settle(ANN, LIMIT);

    courier.next().retry();

    assertThat(end(settled)).isFalse();
  }

  @Test
  void settlingEndsAtItsLimit() throws Exception {
    store.keep(ANN, Notification.DESTROY_GROUP);
    CompletionStage<Boolean> settled = dispatcher.settle(ANN, Duration.ofMillis(50));

    assertThat(end(settled)).isFalse();
    courier.next().done();
    assertThat(settled(ANN)).isTrue();
  }

  @Test
  void settlingWaitsForAnotherNodesDelivery() throws Exception {
    store.keep(ANN, Notification.NOTICE);
    store.claimElsewhere(ANN);
    CompletableFuture<Boolean> settled = dispatcher.settle(ANN, LIMIT).toCompletableFuture();
    assertThat(courier.idle()).isTrue();
    assertThat(settled).isNotDone();

    store.endClaims();
    courier.next().done();

    assertThat(end(settled)).isTrue();
  }

  @Test
  void settlingNothingIsTrue() throws Exception {
    assertThat(settled(ANN)).isTrue();
  }

  @Test
  void settlingComesBeforeOthers() throws Exception {
    SessionId dan = new SessionId("dan");
    keepAndWake(ANN, Notification.NOTICE);
    keepAndWake(BOB, Notification.NOTICE);
    HeldCourier.Way first = courier.next();
    courier.next();
    keepAndWake(CID, Notification.NOTICE);
    store.keep(dan, Notification.DESTROY_GROUP);
    CompletionStage<Boolean> settled = dispatcher.settle(dan, LIMIT);

    first.done();

    HeldCourier.Way next = courier.next();
    assertThat(next.told()).isEqualTo("destroy group-dan");
    next.done();
    assertThat(end(settled)).isTrue();
  }

  @Test
  void whatACrashedNodeLeftIsTakenOverWhenItsClaimEnds() throws Exception {
    store.keep(ANN, Notification.DESTROY_GROUP);
    assertThat(store.claim(ANN, false, Duration.ofSeconds(15)).claim()).isPresent();

    dispatcher.look();
    assertThat(courier.idle()).isTrue();
    store.advance(Duration.ofSeconds(16));
    dispatcher.look();

    courier.next().done();
    assertThat(settled(ANN)).isTrue();
  }

  @Test
  void aBrokenStoreFailsNobodyAndLosesNothing() throws Exception {
    store.keep(ANN, Notification.NOTICE);
    store.breakDown(true);
    assertThatCode(() -> dispatcher.wake(ANN)).doesNotThrowAnyException();
    assertThat(settled(ANN)).isFalse();

    store.breakDown(false);
    dispatcher.look();
    courier.next().done();
    assertThat(settled(ANN)).isTrue();
  }

  @Test
  void aRefusalForGoodEndsTheDelivery() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);

    courier.next().end().complete(new DeliveryResult.GiveUp("refused"));

    assertThat(settled(ANN)).isTrue();
    assertThat(store.empty()).isTrue();
  }

  @Test
  void aCourierThatThrowsCountsAsAFailure() throws Exception {
    dispatcher.close();
    dispatcher =
        dispatcher(
            FakeCourier.both(
                group -> {
                  throw new IllegalStateException("thrown for this test");
                },
                group -> CompletableFuture.failedStage(new IllegalStateException("likewise")),
                sessions -> {}));
    store.keep(ANN, Notification.NOTICE);
    store.keep(BOB, Notification.DESTROY_GROUP);

    assertThat(settled(ANN)).isFalse();
    assertThat(settled(BOB)).isFalse();
    assertThat(store.attempts(ANN, Notification.NOTICE)).isEqualTo(1);
    assertThat(store.attempts(BOB, Notification.DESTROY_GROUP)).isEqualTo(1);
  }

  @Test
  void whatWasClaimedWhenItWasKeptIsDeliveredWithoutALook() throws Exception {
    Claim claim = store.keepClaimed(ANN, Notification.NOTICE, LEASE);
    dispatcher.deliver(claim, nanos.get());
    dispatcher.wake(ANN);

    courier.next().done();

    assertThat(courier.idle()).isTrue();
    assertThat(store.empty()).isTrue();
    assertThat(store.claimed()).isEmpty();
  }

  @Test
  void whatIsMergedWithAClaimMadeAheadIsDeliveredOnceMore() throws Exception {
    Claim claim = store.keepClaimed(ANN, Notification.NOTICE, LEASE);
    dispatcher.deliver(claim, nanos.get());
    HeldCourier.Way first = courier.next();
    keepAndWake(ANN, Notification.NOTICE);
    first.done();

    courier.next().done();

    assertThat(settled(ANN)).isTrue();
    assertThat(store.empty()).isTrue();
  }

  @Test
  void aClaimMadeAheadComesAfterTheDeliveryUnderWay() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    HeldCourier.Way first = courier.next();
    store.keep(ANN, Notification.DESTROY_GROUP);
    Claim claim = store.claim(ANN, false, LEASE).claim().orElseThrow();
    dispatcher.deliver(claim, nanos.get());
    assertThat(courier.idle()).isTrue();

    first.done();

    HeldCourier.Way second = courier.next();
    assertThat(second.told()).isEqualTo("destroy group-ann");
    second.done();
    assertThat(settled(ANN)).isTrue();
    assertThat(courier.idle()).isTrue();
  }

  @Test
  void aClaimThatWaitedTooLongIsLeftToItsLease() throws Exception {
    Claim claim = store.keepClaimed(ANN, Notification.NOTICE, LEASE);
    nanos.set(LEASE.dividedBy(2).toNanos());
    dispatcher.deliver(claim, 0);
    assertThat(courier.idle()).isTrue();

    store.advance(LEASE);
    dispatcher.look();

    courier.next().done();
    assertThat(settled(ANN)).isTrue();
  }

  @Test
  void whoSettlesIsAnsweredByALook() throws Exception {
    Claim claim = store.keepClaimed(ANN, Notification.NOTICE, LEASE);
    dispatcher.deliver(claim, nanos.get());
    HeldCourier.Way first = courier.next();
    CompletionStage<Boolean> settled = dispatcher.settle(ANN, LIMIT);
    store.keep(ANN, Notification.DESTROY_GROUP);
    first.done();

    HeldCourier.Way second = courier.next();

    assertThat(settled.toCompletableFuture()).isNotDone();
    second.done();
    assertThat(end(settled)).isTrue();
    assertThat(store.empty()).isTrue();
  }

  @Test
  void aNodeIsIdleAsLongAsItCouldDeliverMore() throws Exception {
    assertThat(dispatcher.idle()).isTrue();
    keepAndWake(ANN, Notification.NOTICE);
    assertThat(dispatcher.idle()).isTrue();
    keepAndWake(BOB, Notification.NOTICE);
    assertThat(dispatcher.idle()).isFalse();

    courier.next().done();
    courier.next().done();
    assertThat(settled(ANN) && settled(BOB)).isTrue();
    assertThat(dispatcher.idle()).isTrue();
  }

  @Test
  void oneThatCannotBeRecordedDoesNoHarmToOthers() throws Exception {
    keepAndWake(ANN, Notification.NOTICE);
    keepAndWake(BOB, Notification.NOTICE);
    List<HeldCourier.Way> ways = List.of(courier.next(), courier.next());
    store.poison(ANN);

    ways.forEach(HeldCourier.Way::done);

    assertThat(settled(BOB)).isTrue();
    assertThat(settled(ANN)).isFalse();
    store.cure();
    store.advance(LEASE);
    dispatcher.look();
    courier.next().done();
    assertThat(settled(ANN)).isTrue();
    assertThat(store.empty()).isTrue();
  }
}
