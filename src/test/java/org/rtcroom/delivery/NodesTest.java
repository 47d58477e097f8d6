package org.rtcroom.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/** What is kept is delivered by one node at a time, and by another one if need be. */
class NodesTest {

  private static final SessionId ANN = new SessionId("ann");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HeldCourier courier = new HeldCourier();
  private Database database;
  private Node node;
  private Node other;

  @BeforeEach
  void open() throws Exception {
    database = database();
    node = new Node(database, courier.couriers());
    other = new Node(database, courier.couriers());
  }

  /** Empty. */
  Database database() throws Exception {
    return Database.h2();
  }

  @AfterEach
  void close() throws Exception {
    node.close();
    other.close();
    database.close();
  }

  private static boolean settled(Node asked, SessionId sessionId) throws Exception {
    return asked.dispatcher.settle(sessionId, LIMIT).toCompletableFuture().get(30, SECONDS);
  }

  @Test
  void whatIsKeptIsDeliveredByThisNodeWithoutALook() throws Exception {
    node.keepAndWake(ANN, Notification.NOTICE);
    HeldCourier.Way way = courier.next();

    other.dispatcher.look();
    other.dispatcher.wake(ANN);
    assertThat(courier.idle()).isTrue();
    way.done();

    assertThat(courier.idle()).isTrue();
    assertThat(other.due(10)).isEmpty();
    assertThat(node.looks).hasValue(0);
    assertThat(settled(other, ANN)).isTrue();
  }

  @Test
  void whatWasNotCommittedIsNotDelivered() throws Exception {
    node.keep(ANN, Status.STATUS_ROLLEDBACK, Notification.DESTROY_GROUP);

    assertThat(courier.idle()).isTrue();
    assertThat(settled(node, ANN)).isTrue();
  }

  @Test
  void whatWasPerhapsCommittedWaitsForTheEndOfItsClaim() throws Exception {
    node.keep(ANN, Status.STATUS_UNKNOWN, Notification.NOTICE);
    node.dispatcher.wake(ANN);
    other.dispatcher.look();
    assertThat(courier.idle()).isTrue();

    endClaims();
    other.dispatcher.look();

    courier.next().done();
    assertThat(settled(other, ANN)).isTrue();
  }

  @Test
  void whatANodeHadClaimedWhenItDiedIsDeliveredByAnother() throws Exception {
    node.keepAndWake(ANN, Notification.DESTROY_GROUP);
    HeldCourier.Way lost = courier.next();
    CompletableFuture<Boolean> settled = other.dispatcher.settle(ANN, LIMIT).toCompletableFuture();
    assertThat(courier.idle()).isTrue();
    assertThat(settled).isNotDone();

    endClaims();
    HeldCourier.Way again = courier.next();
    lost.done();
    again.done();

    assertThat(settled.get(30, SECONDS)).isTrue();
    assertThat(settled(node, ANN)).isTrue();
  }

  @Test
  void whatOneNodeMergesWhileAnotherDeliversIsDeliveredOnceMore() throws Exception {
    node.keepAndWake(ANN, Notification.NOTICE);
    HeldCourier.Way first = courier.next();
    other.keepAndWake(ANN, Notification.NOTICE);
    assertThat(courier.idle()).isTrue();
    first.done();

    courier.next().done();

    assertThat(settled(other, ANN)).isTrue();
  }

  @Test
  void aGroupIsDestroyedAfterTheNoticeUnderWay() throws Exception {
    node.keepAndWake(ANN, Notification.NOTICE);
    HeldCourier.Way notice = courier.next();
    node.keepAndWake(ANN, Notification.NOTICE, Notification.DESTROY_GROUP);
    assertThat(courier.idle()).isTrue();
    notice.done();

    HeldCourier.Way destroying = courier.next();
    assertThat(destroying.told()).isEqualTo("destroy ann");
    destroying.done();

    assertThat(courier.idle()).isTrue();
    assertThat(node.looks).hasValue(0);
    assertThat(settled(node, ANN)).isTrue();
    assertThat(courier.idle()).isTrue();
  }

  @Test
  void twoNodesUnderLoadDeliverEverythingAndOneSessionOnlyOnceAtATime() throws Exception {
    Attentive attentive = new Attentive();
    try (Node one = new Node(database, attentive.couriers());
        Node two = new Node(database, attentive.couriers())) {
      List<SessionId> sessions =
          IntStream.range(0, 40).mapToObj(i -> new SessionId("session-" + i)).toList();
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (Node each : List.of(one, two, one)) {
        writers.add(CompletableFuture.runAsync(() -> noticesAtRandom(each, sessions)));
      }
      for (CompletableFuture<Void> writer : writers) {
        writer.get(60, SECONDS);
      }
      sessions.forEach(session -> one.keepAndWake(session, Notification.DESTROY_GROUP));

      for (SessionId session : sessions) {
        assertThat(settled(two, session)).isTrue();
      }
      assertThat(attentive.destroyed.keySet()).hasSize(40);
      assertThat(attentive.twiceAtOnce).isEmpty();
    }
  }

  private static void noticesAtRandom(Node at, List<SessionId> sessions) {
    for (int i = 0; i < 200; i++) {
      int number = ThreadLocalRandom.current().nextInt(sessions.size());
      try {
        at.keepAndWake(sessions.get(number), Notification.NOTICE);
      } catch (RuntimeException e) {
        // both nodes inserted the row: the second one's change is refused as a whole
      }
    }
  }

  /** Notices when it is sent on a second way for a group while it is on the first. */
  private static final class Attentive {

    final Set<String> twiceAtOnce = ConcurrentHashMap.newKeySet();
    final Map<String, Boolean> destroyed = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Couriers couriers() {
      return FakeCourier.both(this::notice, this::destroyGroup, sessions -> {});
    }

    private CompletionStage<DeliveryResult> notice(String groupId) {
      if (!underWay.add(groupId)) {
        twiceAtOnce.add(groupId);
      }
      CompletableFuture<DeliveryResult> end = new CompletableFuture<>();
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS)
          .execute(
              () -> {
                underWay.remove(groupId);
                end.complete(DeliveryResult.DONE);
              });
      return end;
    }

    private CompletionStage<DeliveryResult> destroyGroup(String groupId) {
      destroyed.put(groupId, true);
      return CompletableFuture.completedStage(DeliveryResult.DONE);
    }
  }

  private void endClaims() {
    database.inTransaction(
        em -> Jdbc.of(em).update("update delivery set claimed_until_millis = 0"));
  }
}
