package org.rtcroom.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Does things of one kind together: all that came while the ones before were done, or while the
 * executor let the task wait. Thread-safe.
 *
 * @param <T> what is asked for
 * @param <R> what comes of it
 */
final class AsyncBatcher<T, R> {

  /** Most that is done together. */
  static final int MOST = 64;

  private record Asked<T, R>(T what, CompletableFuture<R> answer) {}

  private final Function<List<T>, List<R>> work;
  private final Executor threads;

  /** Guards itself and the field below. */
  private final Deque<Asked<T, R>> waiting = new ArrayDeque<>();

  private boolean working;

  /**
   * Nothing is done yet.
   *
   * @param work answers each in the same order, or fails and has done nothing
   */
  AsyncBatcher(Function<List<T>, List<R>> work, Executor threads) {
    this.work = work;
    this.threads = threads;
  }

  /**
   * Asks for one. Never waits.
   *
   * @return fails as the work does when it does this one alone; completed outside every lock
   */
  CompletionStage<R> ask(T what) {
    Asked<T, R> asked = new Asked<>(what, new CompletableFuture<>());
    synchronized (waiting) {
      waiting.addLast(asked);
      if (working) {
        return asked.answer();
      }
      working = true;
    }
    start();
    return asked.answer();
  }

  private void start() {
    try {
      threads.execute(this::workOn);
    } catch (RejectedExecutionException closed) {
      failAll(closed);
    }
  }

  private void failAll(RejectedExecutionException closed) {
    synchronized (waiting) {
      working = false;
    }
    for (List<Asked<T, R>> left = next(); !left.isEmpty(); left = next()) {
      left.forEach(asked -> asked.answer().completeExceptionally(closed));
    }
  }

  /** What came meanwhile is another task. */
  private void workOn() {
    carryOut(next());
    synchronized (waiting) {
      working = !waiting.isEmpty();
      if (!working) {
        return;
      }
    }
    start();
  }

  private List<Asked<T, R>> next() {
    synchronized (waiting) {
      List<Asked<T, R>> batch = new ArrayList<>();
      while (batch.size() < MOST && !waiting.isEmpty()) {
        batch.add(waiting.removeFirst());
      }
      return batch;
    }
  }

  /** What fails together is tried alone, so that one bad thing does no harm to the others. */
  private void carryOut(List<Asked<T, R>> batch) {
    List<R> answers;
    try {
      answers = work.apply(batch.stream().map(Asked::what).toList());
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).answer().completeExceptionally(e);
      } else {
        batch.forEach(this::carryOutAlone);
      }
      return;
    }
    for (int i = 0; i < answers.size(); i++) {
      batch.get(i).answer().complete(answers.get(i));
    }
  }

  private void carryOutAlone(Asked<T, R> asked) {
    try {
      threads.execute(() -> carryOut(List.of(asked)));
    } catch (RejectedExecutionException closed) {
      asked.answer().completeExceptionally(closed);
    }
  }
}
