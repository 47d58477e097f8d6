package org.rtcroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each command is carried out once or fails, in order of arrival, and no caller waits for ever. */
@Timeout(60)
class GroupCommitTest {

  private static final int MOST = 3;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);

  @Test
  void whatComesWhileTheLockIsHeldIsCarriedOutTogetherInOrderAndWithinBounds() {
    GroupCommit<Integer, String> turns = turns(this::answered);
    List<CompletableFuture<String>> calls = calls(turns, 8);
    held.countDown();

    assertThat(calls).extracting(CompletableFuture::join).startsWith("0", "1", "2", "3");
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void whatTheWorkThrowsIsThrownToAllItDidNotAnswer() {
    GroupCommit<Integer, String> turns =
        turns(
            batch -> {
              batch.get(0).succeed("answered");
              throw new IllegalArgumentException("the rest");
            });
    List<CompletableFuture<String>> calls = calls(turns, 3);
    held.countDown();

    assertThat(calls.get(0).join()).isEqualTo("answered");
    assertThat(calls.get(1).join()).isEqualTo("answered");
    assertThatThrownBy(calls.get(2)::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBatchThatFailsConcernsNoOtherBatch() {
    GroupCommit<Integer, String> turns =
        turns(
            batch -> {
              if (batch.get(0).command() == 1) {
                throw new IllegalArgumentException("the second batch");
              }
              answered(batch);
            });
    List<CompletableFuture<String>> calls = calls(turns, 6);
    held.countDown();

    assertThat(calls.get(0).join()).isEqualTo("0");
    assertThatThrownBy(calls.get(1)::join).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(calls.get(3)::join).hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(calls.get(4).join()).isEqualTo("4");
    assertThat(calls.get(5).join()).isEqualTo("5");
  }

  @Test
  void nobodyIsForgottenWhateverHappensToTheLeader() {
    GroupCommit<Integer, String> turns =
        turns(
            batch -> {
              throw new AssertionError("the leader's own");
            });
    List<CompletableFuture<String>> calls = calls(turns, 3);
    held.countDown();

    assertThatThrownBy(calls.get(1)::join).hasStackTraceContaining("the leader's own");
    assertThatThrownBy(calls.get(2)::join)
        .isInstanceOf(CompletionException.class)
        .hasCause(new IllegalStateException("not carried out"));
  }

  @Test
  void thoseWhoWereTogetherAreWaitedFor() {
    List<GroupCommit<Integer, String>> own = new ArrayList<>();
    List<CompletableFuture<String>> company = new ArrayList<>();
    GroupCommit<Integer, String> turns =
        turns(
            Duration.ofMillis(8),
            LONG,
            nanos -> {
              assertThat(nanos).isEqualTo(1_000_000);
              company.add(call(own.get(0), 4, 2));
            });
    own.add(turns);
    List<CompletableFuture<String>> first = calls(turns, 3);
    held.countDown();
    first.forEach(CompletableFuture::join);

    assertThat(turns.carryOut(3)).isEqualTo("3");

    assertThat(company).singleElement().extracting(CompletableFuture::join).isEqualTo("4");
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2), List.of(3, 4));
  }

  @Test
  void companyThatStaysAwayIsWaitedForOnce() {
    List<Long> parked = new ArrayList<>();
    GroupCommit<Integer, String> turns = turns(Duration.ofMillis(1), LONG, parked::add);
    List<CompletableFuture<String>> first = calls(turns, 3);
    held.countDown();
    first.forEach(CompletableFuture::join);

    assertThat(turns.carryOut(3)).isEqualTo("3");
    assertThat(turns.carryOut(4)).isEqualTo("4");

    assertThat(parked.stream().mapToLong(nanos -> nanos).sum()).isEqualTo(1_000_000);
  }

  @Test
  void whoWasAloneWaitsForNobody() {
    List<Long> parked = new ArrayList<>();
    GroupCommit<Integer, String> turns = turns(Duration.ofDays(1), LONG, parked::add);
    held.countDown();

    assertThat(turns.carryOut(1)).isEqualTo("1");
    assertThat(turns.carryOut(2)).isEqualTo("2");
    assertThat(parked).isEmpty();
  }

  @Test
  void aCallerWhosePatienceEndsIsRefusedAndItsCommandNeverCarriedOut() {
    GroupCommit<Integer, String> turns = turns(Duration.ZERO, Duration.ofMillis(1), nanos -> {});
    CompletableFuture<String> first = call(turns, 0, 0);

    assertThatThrownBy(() -> turns.carryOut(1)).hasMessage("busy");
    assertThatThrownBy(() -> turns.alone(() -> {})).hasMessage("busy");
    assertThat(turns.waiting()).isZero();
    held.countDown();

    assertThat(first.join()).isEqualTo("0");
    assertThat(turns.carryOut(2)).isEqualTo("2");
    assertThat(batches).containsExactly(List.of(0), List.of(2));
  }

  @Test
  void aCallerThatIsInterruptedWhileItWaitsIsRefused() throws Exception {
    GroupCommit<Integer, String> turns = turns(this::answered);
    CompletableFuture<String> first = call(turns, 0, 0);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread second =
        new Thread(
            () -> {
              assertThatThrownBy(() -> turns.carryOut(1)).hasMessage("busy");
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    second.start();
    await(() -> turns.waiting() == 1);
    second.interrupt();

    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    held.countDown();
    assertThat(first.join()).isEqualTo("0");
    assertThat(batches).containsExactly(List.of(0));
  }

  @Test
  void aCallerThatIsInterruptedAfterItsCommandWasTakenGetsTheOutcome() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch secondHeld = new CountDownLatch(1);
    GroupCommit<Integer, String> turns =
        turns(
            batch -> {
              if (batch.size() == 2) {
                taken.countDown();
                awaitUninterruptibly(secondHeld);
              }
              answered(batch);
            });
    CompletableFuture<String> first = call(turns, 0, 0);
    CompletableFuture<String> leader = call(turns, 1, 1);
    CompletableFuture<String> follower = new CompletableFuture<>();
    Thread third =
        new Thread(
            () -> {
              String answer = turns.carryOut(2);
              follower.complete(answer + Thread.currentThread().isInterrupted());
            });
    third.start();
    await(() -> turns.waiting() == 2);
    held.countDown();
    taken.await();
    third.interrupt();
    secondHeld.countDown();

    assertThat(follower.get(30, TimeUnit.SECONDS)).isEqualTo("2true");
    assertThat(leader.join()).isEqualTo("1");
    assertThat(first.join()).isEqualTo("0");
  }

  /** Some callers lose their patience, some are interrupted, some batches fail. */
  @Test
  void everyCommandIsCarriedOutOnceOrFails() throws Exception {
    Queue<Integer> carriedOut = new ConcurrentLinkedQueue<>();
    Queue<Integer> succeeded = new ConcurrentLinkedQueue<>();
    held.countDown();
    GroupCommit<Integer, String> turns =
        new GroupCommit<>(
            new GroupCommit.Limits(MOST, Duration.ofNanos(8_000)),
            batch -> {
              if (batch.get(0).command() % 11 == 0) {
                throw new IllegalArgumentException("unlucky");
              }
              batch.forEach(command -> carriedOut.add(command.command()));
              answered(batch);
            },
            IllegalStateException::new,
            Duration.ofNanos(50_000),
            nanos -> Thread.onSpinWait());
    List<Thread> callers =
        IntStream.range(0, 8)
            .mapToObj(caller -> new Thread(() -> callMany(turns, caller * 1_000, succeeded)))
            .toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(carriedOut).doesNotHaveDuplicates().hasSameElementsAs(succeeded);
    assertThat(succeeded).isNotEmpty();
    assertThat(turns.waiting()).isZero();
    assertThat(turns.carryOut(1)).isEqualTo("1");
  }

  private static void callMany(
      GroupCommit<Integer, String> turns, int from, Queue<Integer> succeeded) {
    for (int command = from; command < from + 1_000; command++) {
      if (command % 7 == 0) {
        Thread.currentThread().interrupt();
      }
      try {
        assertThat(turns.carryOut(command)).isEqualTo(String.valueOf(command));
        succeeded.add(command);
      } catch (IllegalStateException | IllegalArgumentException refused) {
        assertThat(refused).message().isIn("busy", "unlucky");
      }
      Thread.interrupted();
    }
  }

  /** Works once the latch is open. */
  private GroupCommit<Integer, String> turns(Consumer<List<WaitingCommand<Integer, String>>> work) {
    return turns(Duration.ZERO, LONG, nanos -> {}, work);
  }

  private GroupCommit<Integer, String> turns(
      Duration company, Duration patience, LongConsumer park) {
    return turns(company, patience, park, this::answered);
  }

  private GroupCommit<Integer, String> turns(
      Duration company,
      Duration patience,
      LongConsumer park,
      Consumer<List<WaitingCommand<Integer, String>>> work) {
    return new GroupCommit<>(
        new GroupCommit.Limits(MOST, company),
        batch -> {
          batches.add(batch.stream().map(WaitingCommand::command).toList());
          awaitUninterruptibly(held);
          work.accept(batch);
        },
        IllegalStateException::new,
        patience,
        park);
  }

  private void answered(List<WaitingCommand<Integer, String>> batch) {
    batch.forEach(pending -> pending.succeed(String.valueOf(pending.command())));
  }

  /** The first of them leads, the others queue one after the other. */
  private List<CompletableFuture<String>> calls(GroupCommit<Integer, String> turns, int number) {
    return IntStream.range(0, number).mapToObj(i -> call(turns, i, i)).toList();
  }

  /** Returns once so many wait, or once the first command is carried out. */
  private CompletableFuture<String> call(
      GroupCommit<Integer, String> turns, int command, int waiting) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    new Thread(() -> answer.completeAsync(() -> turns.carryOut(command), Runnable::run)).start();
    await(() -> waiting == 0 ? !batches.isEmpty() : turns.waiting() >= waiting);
    return answer;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
