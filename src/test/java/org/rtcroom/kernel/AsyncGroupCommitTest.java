package org.rtcroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As {@link GroupCommitTest}, where tasks of an executor lead. */
@Timeout(60)
class AsyncGroupCommitTest {

  private static final int MOST = 3;
  private static final int UNLUCKY = 13;
  private static final int FATAL = 666;
  private static final int FORGOTTEN = 404;

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<List<Integer>> batches = new ArrayList<>();
  private final List<Long> parked = new ArrayList<>();
  private final Deque<Integer> company = new ArrayDeque<>();
  private final AsyncGroupCommit<Integer, String> commit = commit(Duration.ZERO, tasks::add);

  private AsyncGroupCommit<Integer, String> commit(Duration company, Executor executor) {
    return new AsyncGroupCommit<>(
        new GroupCommit.Limits(MOST, company),
        this::work,
        IllegalStateException::new,
        executor,
        parked::add);
  }

  private void work(List<WaitingCommand<Integer, String>> batch) {
    batches.add(batch.stream().map(WaitingCommand::command).toList());
    for (WaitingCommand<Integer, String> one : batch) {
      switch (one.command()) {
        case UNLUCKY -> throw new IllegalArgumentException("unlucky");
        case FATAL -> throw new AssertionError("fatal");
        case FORGOTTEN -> {}
        default -> one.succeed(String.valueOf(one.command()));
      }
    }
  }

  private CompletableFuture<String> submit(int command) {
    return commit.submit(command).toCompletableFuture();
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  @Test
  void whatWaitsIsCarriedOutInOrderAndWithinBoundsByATaskForEachBatch() {
    List<CompletableFuture<String>> outcomes =
        IntStream.range(0, 7).mapToObj(this::submit).toList();
    assertThat(commit.waiting()).isEqualTo(7);
    assertThat(tasks).hasSize(1);

    tasks.removeFirst().run();
    assertThat(batches).containsExactly(List.of(0, 1, 2));
    assertThat(tasks).hasSize(1);
    run();

    assertThat(batches).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
    assertThat(outcomes)
        .extracting(CompletableFuture::join)
        .containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(commit.waiting()).isZero();
  }

  @Test
  void whatComesMeanwhileIsTheNextBatch() {
    List<CompletableFuture<String>> later = new ArrayList<>();
    commit.submit(1).thenAccept(outcome -> later.add(submit(2)));

    run();

    assertThat(batches).containsExactly(List.of(1), List.of(2));
    assertThat(later.get(0)).isCompletedWithValue("2");
    assertThat(submit(3)).isNotDone();
    assertThat(tasks).hasSize(1);
  }

  @Test
  void aBatchThatFailsConcernsOnlyItsCommandsWithoutAnOutcome() {
    List<CompletableFuture<String>> outcomes =
        List.of(submit(1), submit(UNLUCKY), submit(2), submit(3));

    run();

    assertThat(outcomes.get(0)).isCompletedWithValue("1");
    assertThatThrownBy(outcomes.get(1)::join).hasMessageContaining("unlucky");
    assertThatThrownBy(outcomes.get(2)::join).hasMessageContaining("unlucky");
    assertThat(outcomes.get(3)).isCompletedWithValue("3");
  }

  @Test
  void anErrorIsTheOutcomeAndTheNextBatchIsCarriedOut() {
    List<CompletableFuture<String>> outcomes =
        List.of(submit(1), submit(FATAL), submit(2), submit(3));

    run();

    assertThatThrownBy(outcomes.get(2)::join).hasCause(new AssertionError("fatal"));
    assertThat(outcomes.get(3)).isCompletedWithValue("3");
  }

  @Test
  void aCommandThatTheWorkForgetsFails() {
    CompletableFuture<String> forgotten = submit(FORGOTTEN);

    run();

    assertThatThrownBy(forgotten::join).hasCause(new IllegalStateException("not carried out"));
  }

  @Test
  void anExecutorThatTakesNoTaskFailsWhatWaitsAndIsAskedAgain() {
    List<Runnable> taken = new ArrayList<>();
    boolean[] open = {false};
    AsyncGroupCommit<Integer, String> refused =
        commit(
            Duration.ZERO,
            task -> {
              if (!open[0]) {
                throw new RejectedExecutionException("closed");
              }
              taken.add(task);
            });

    assertThatThrownBy(refused.submit(1).toCompletableFuture()::join)
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(refused.waiting()).isZero();
    open[0] = true;
    CompletableFuture<String> later = refused.submit(2).toCompletableFuture();
    taken.get(0).run();

    assertThat(later).isCompletedWithValue("2");
    assertThat(batches).containsExactly(List.of(2));
  }

  @Test
  void aTaskWaitsForCompanyAndStaysUntilNoneComes() {
    List<AsyncGroupCommit<Integer, String>> own = new ArrayList<>();
    AsyncGroupCommit<Integer, String> waiting =
        new AsyncGroupCommit<>(
            new GroupCommit.Limits(MOST, Duration.ofNanos(8_000)),
            this::work,
            IllegalStateException::new,
            tasks::add,
            nanos -> {
              parked.add(nanos);
              if (!company.isEmpty()) {
                own.get(0).submit(company.removeFirst());
              }
            });
    own.add(waiting);
    company.addAll(List.of(3, 4));
    waiting.submit(1);
    waiting.submit(2);
    tasks.removeFirst().run();

    assertThat(batches).containsExactly(List.of(1, 2), List.of(3, 4));
    assertThat(parked).hasSize(2 + 8).containsOnly(1_000L);
    assertThat(tasks).isEmpty();

    waiting.submit(5);
    run();

    assertThat(batches).endsWith(List.of(5));
    assertThat(parked).hasSize(2 + 8);
  }

  @Test
  void everyCommandIsCarriedOutOnceByOneTaskAtATime() throws Exception {
    Queue<Integer> carriedOut = new ConcurrentLinkedQueue<>();
    AtomicInteger leaders = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    AsyncGroupCommit<Integer, Integer> busy =
        new AsyncGroupCommit<>(
            new GroupCommit.Limits(MOST, Duration.ofNanos(8_000)),
            batch -> {
              int together = leaders.incrementAndGet();
              batch.forEach(one -> carriedOut.add(one.command()));
              batch.forEach(one -> one.succeed(together));
              leaders.decrementAndGet();
            },
            IllegalStateException::new,
            pool);
    Queue<CompletableFuture<Integer>> outcomes = new ConcurrentLinkedQueue<>();
    List<Thread> callers =
        IntStream.range(0, 4)
            .mapToObj(
                caller ->
                    new Thread(
                        () ->
                            IntStream.range(caller * 5_000, (caller + 1) * 5_000)
                                .forEach(
                                    one -> outcomes.add(busy.submit(one).toCompletableFuture()))))
            .toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(outcomes).hasSize(20_000).extracting(CompletableFuture::join).containsOnly(1);
    assertThat(carriedOut).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(carriedOut.stream().filter(one -> one < 5_000)).isSorted();
    pool.shutdown();
  }
}
