package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.room.Outcomes.refusal;
import static org.rtcroom.room.Outcomes.soon;
import static org.rtcroom.room.Site.ANN;
import static org.rtcroom.room.Site.BOB;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/** What becomes of commands that come at the same moment, in real threads. */
@Timeout(60)
class RaceTest {

  static final RoomKey LIVE = RoomKey.of(RoomType.LIVE, "r1");
  static final RoomKey DOUBLE = RoomKey.of(RoomType.DOUBLE, "r1");

  final Site site = new Site();
  final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Runs all of them from one moment on; a refusal stands for itself in the answer. */
  List<Object> atOnce(List<? extends Callable<?>> commands) throws Exception {
    CyclicBarrier start = new CyclicBarrier(commands.size());
    List<Future<Object>> running = new ArrayList<>();
    for (Callable<?> command : commands) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                return command.call();
              }));
    }
    List<Object> outcomes = new ArrayList<>();
    for (Future<Object> future : running) {
      outcomes.add(outcome(future));
    }
    return outcomes;
  }

  static Object outcome(Future<?> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      return e.getCause() instanceof RoomException refused ? refused.problem() : e;
    }
  }

  Callable<RoomState> joining(RoomType type, UserId user) {
    return () -> soon(site.join(type, "r1", user));
  }

  static UserId user(int number) {
    return UserId.of("user" + number);
  }

  @RepeatedTest(20)
  void ofTwoWhoOpenOneIdExactlyOneWins() throws Exception {
    List<Object> outcomes =
        atOnce(
            List.of(
                () -> soon(site.open(RoomType.DOUBLE, "r1", ANN)),
                () -> soon(site.open(RoomType.DOUBLE, "R1", BOB))));

    assertThat(outcomes).filteredOn(RoomState.class::isInstance).hasSize(1);
    assertThat(outcomes).contains(Problem.ROOM_ID_IN_USE);
    assertThat(site.journal.sessionIds()).hasSize(1);
  }

  @RepeatedTest(20)
  void ofTwelveWhoJoinADoubleRoomExactlyTwoGetIn() throws Exception {
    List<Callable<RoomState>> commands = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      commands.add(joining(RoomType.DOUBLE, user(i)));
    }

    List<Object> outcomes = atOnce(commands);

    assertThat(outcomes).filteredOn(RoomState.class::isInstance).hasSize(2);
    assertThat(outcomes).filteredOn(Problem.ROOM_FULL::equals).hasSize(10);
    assertThat(site.directory.find(DOUBLE).orElseThrow().members()).hasSize(2);
    assertThat(site.journal.sessionIds()).hasSize(1);
  }

  @RepeatedTest(20)
  void whoJoinsWhileTheLastLeavesIsInARoom() throws Exception {
    RoomState old = soon(site.join(RoomType.DOUBLE, "r1", ANN));

    List<Object> outcomes =
        atOnce(
            List.of(
                () -> site.lifecycle.leave(DOUBLE, ANN, Site.actor(ANN)).state(),
                joining(RoomType.DOUBLE, BOB)));

    RoomState now = site.directory.find(DOUBLE).orElseThrow();
    assertThat(outcomes).allMatch(RoomState.class::isInstance);
    assertThat(now.members()).extracting(Member::userId).containsExactly(BOB);
    assertThat(now.creator()).contains(now.sessionId().equals(old.sessionId()) ? ANN : BOB);
  }

  @RepeatedTest(20)
  void ofTwoWhoWantTheLastPlaceExactlyOneGetsIt() throws Exception {
    soon(site.join(RoomType.DOUBLE, "r1", ANN));

    List<Object> outcomes =
        atOnce(List.of(joining(RoomType.DOUBLE, user(1)), joining(RoomType.DOUBLE, user(2))));

    assertThat(outcomes).filteredOn(RoomState.class::isInstance).hasSize(1);
    assertThat(outcomes).contains(Problem.ROOM_FULL);
  }

  @Test
  void everyoneWhoJoinsDuringAnOpeningWithAGroupGetsInOrIsTooMany() throws Exception {
    site.groups.enabled = true;
    CompletableFuture<GroupChat.GroupOutcome> group = site.groups.answerLater();
    List<CompletionStage<RoomState>> joins = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Boolean>> commands = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      UserId user = user(i);
      commands.add(() -> joins.add(site.join(RoomType.DOUBLE, "r1", user)));
    }
    assertThat(atOnce(commands)).containsOnly(true);
    assertThat(joins).hasSize(12).noneMatch(join -> join.toCompletableFuture().isDone());

    group.complete(GroupChat.GroupOutcome.CREATED);

    List<Object> outcomes = new ArrayList<>();
    for (CompletionStage<RoomState> join : joins) {
      outcomes.add(outcome(join.toCompletableFuture()));
    }
    assertThat(outcomes).filteredOn(RoomState.class::isInstance).hasSize(2);
    assertThat(outcomes).filteredOn(Problem.ROOM_FULL::equals).hasSize(10);
    assertThat(site.groups.created).containsExactly("r1");
  }

  @Test
  void fiveThousandCountsAreExactAndFewRecordings() throws Exception {
    soon(site.join(RoomType.LIVE, "r1", ANN));
    int before = site.journal.recordings();
    site.journal.beforeEach(change -> LockSupport.parkNanos(2_000_000));
    List<Callable<RoomState>> commands = new ArrayList<>();
    for (int thread = 0; thread < 50; thread++) {
      commands.add(() -> countHundredTimes());
    }

    List<Object> outcomes = atOnce(commands);

    assertThat(outcomes).allMatch(RoomState.class::isInstance);
    assertThat(site.directory.find(LIVE).orElseThrow().customInfo())
        .containsEntry("likes", new FieldValue.Counter(5_000));
    assertThat(site.journal.recordings() - before).isLessThan(500);
    assertThat(sumOfLines()).isEqualTo(5_000);
  }

  private RoomState countHundredTimes() {
    RoomState room = site.audience.count(LIVE, ANN, "likes", 1, Site.actor(ANN));
    for (int i = 1; i < 100; i++) {
      room = site.audience.count(LIVE, ANN, "likes", 1, Site.actor(ANN));
    }
    return room;
  }

  private long sumOfLines() {
    return site.journal.events().stream()
        .filter(RoomEvent.Counted.class::isInstance)
        .flatMap(event -> ((RoomEvent.Counted) event).counts().stream())
        .mapToLong(RoomEvent.Count::delta)
        .sum();
  }

  @Test
  void aCommandThatGaveUpWaitingIsNeverCarriedOut() throws Exception {
    soon(site.join(RoomType.MULTI, "r1", ANN));
    RoomKey key = RoomKey.of(RoomType.MULTI, "r1");
    CountDownLatch recording = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    site.journal.beforeEach(
        change -> {
          recording.countDown();
          waitFor(goOn);
        });
    Future<RoomState> slow = threads.submit(joining(RoomType.MULTI, BOB));
    recording.await();

    assertThat(refusal(() -> soon(site.join(RoomType.MULTI, "r1", Site.CAT))))
        .isEqualTo(Problem.TRY_AGAIN);
    goOn.countDown();
    slow.get();
    site.lifecycle.leave(key, BOB, Site.actor(BOB));

    assertThat(site.journal.events())
        .noneMatch(event -> event.equals(new RoomEvent.Joined(Site.member(Site.CAT))));
    assertThat(site.directory.find(key).orElseThrow().members()).hasSize(1);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void readersAndHeartbeatsDoNotWaitForASlowJournal() throws Exception {
    RoomState room = soon(site.join(RoomType.DOUBLE, "r1", ANN));
    CountDownLatch recording = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    site.journal.beforeEach(
        change -> {
          recording.countDown();
          waitFor(goOn);
        });
    Future<RoomState> slow = threads.submit(joining(RoomType.DOUBLE, BOB));
    recording.await();

    assertThat(site.directory.find(DOUBLE)).contains(room);
    assertThat(site.lifecycle.heartbeat(DOUBLE, ANN, Optional.empty(), Site.actor(ANN)))
        .isEqualTo(room);

    goOn.countDown();
    assertThat(slow.get().members()).hasSize(2);
  }

  @Test
  void whatWaitedTogetherIsRecordedTogetherAndFailsTogether() throws Exception {
    soon(site.join(RoomType.MULTI, "r1", ANN));
    CountDownLatch recording = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    site.journal.beforeEach(
        change -> {
          recording.countDown();
          waitFor(goOn);
        });
    Future<RoomState> first = threads.submit(joining(RoomType.MULTI, BOB));
    recording.await();
    List<Future<RoomState>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(threads.submit(joining(RoomType.MULTI, user(i))));
    }
    awaitQueued(2);
    site.journal.next(MemoryJournal.Fate.RECORDED, MemoryJournal.Fate.REFUSED);
    goOn.countDown();

    assertThat(outcome(first)).isInstanceOf(RoomState.class);
    assertThat(outcome(waiting.get(0))).isEqualTo(Problem.TRY_AGAIN);
    assertThat(outcome(waiting.get(1))).isEqualTo(Problem.TRY_AGAIN);
    assertThat(site.room(RoomType.MULTI, "r1").state().members()).hasSize(2);
  }

  private void awaitQueued(int commands) {
    Room room = site.room(RoomType.MULTI, "r1");
    while (room.waiting() < commands) {
      Thread.onSpinWait();
    }
  }

  @RepeatedTest(5)
  void manyWhoComeAndGoLeaveTheMemoryAsTheJournalSays() throws Exception {
    List<Callable<Integer>> commands = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      UserId user = user(i);
      commands.add(() -> comeAndGo(user));
    }

    assertThat(atOnce(commands)).containsOnly(100);

    List<SessionId> open =
        site.journal.openSessions().stream().map(Journal.OpenSession::sessionId).toList();
    assertThat(open).hasSizeLessThanOrEqualTo(1);
    assertThat(site.directory.find(DOUBLE).map(RoomState::sessionId))
        .isEqualTo(open.stream().findFirst());
    assertThat(site.directory.size()).isEqualTo(open.size());
  }

  /** Every refusal must be one that the rules know. */
  private int comeAndGo(UserId user) {
    List<Problem> expected =
        List.of(
            Problem.ROOM_FULL, Problem.NOT_A_MEMBER, Problem.NO_SUCH_ROOM, Problem.ROOM_ID_IN_USE);
    int rounds = 0;
    for (; rounds < 100; rounds++) {
      try {
        soon(site.join(RoomType.DOUBLE, "r1", user));
        site.lifecycle.leave(DOUBLE, user, Site.actor(user));
      } catch (RoomException e) {
        assertThat(e.problem()).isIn(expected);
      }
    }
    return rounds;
  }
}
