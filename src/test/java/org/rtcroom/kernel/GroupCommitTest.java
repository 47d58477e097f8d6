package org.rtcroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private static final int MOST = 3;

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
  void thoseWhoWereTogetherAreWaitedFor() throws Exception {
    GroupCommit<Integer, String> turns = turns(Duration.ofSeconds(1), this::answered);
    List<CompletableFuture<String>> first = calls(turns, 3);
    held.countDown();
    first.forEach(CompletableFuture::join);

    Thread leader = new Thread(() -> turns.carryOut(3));
    leader.start();
    while (leader.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(turns.carryOut(4)).isEqualTo("4");
    leader.join();

    assertThat(batches).containsExactly(List.of(0), List.of(1, 2), List.of(3, 4));
  }

  @Test
  void whoWasAloneWaitsForNobody() {
    GroupCommit<Integer, String> turns = turns(Duration.ofDays(1), this::answered);
    held.countDown();

    assertThat(turns.carryOut(1)).isEqualTo("1");
    assertThat(turns.carryOut(2)).isEqualTo("2");
  }

  /** Works once the latch is open. */
  private GroupCommit<Integer, String> turns(Consumer<List<WaitingCommand<Integer, String>>> work) {
    return turns(Duration.ZERO, work);
  }

  private GroupCommit<Integer, String> turns(
      Duration company, Consumer<List<WaitingCommand<Integer, String>>> work) {
    return new GroupCommit<>(
        MOST,
        company,
        batch -> {
          batches.add(batch.stream().map(WaitingCommand::command).toList());
          awaitUninterruptibly(held);
          work.accept(batch);
        },
        IllegalStateException::new);
  }

  private void answered(List<WaitingCommand<Integer, String>> batch) {
    batch.forEach(pending -> pending.succeed(String.valueOf(pending.command())));
  }

  /** The first of them leads, the others queue one after the other. */
  private List<CompletableFuture<String>> calls(GroupCommit<Integer, String> turns, int number) {
    return IntStream.range(0, number).mapToObj(i -> call(turns, i)).toList();
  }

  private CompletableFuture<String> call(GroupCommit<Integer, String> turns, int command) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    new Thread(() -> answer.completeAsync(() -> turns.carryOut(command), Runnable::run)).start();
    while (command == 0 ? batches.isEmpty() : turns.waiting() < command) {
      Thread.onSpinWait();
    }
    return answer;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
