package org.rtcroom.kernel;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Group commit whose callers do not wait: a task of an executor leads, one at a time. The task
 * carries out one batch, and what came meanwhile is the batch of another task; where batches wait
 * for company, the task stays until no company comes. Keeps the invariant of {@link CommandQueue}.
 * Thread-safe.
 */
public final class AsyncGroupCommit<C, R> {

  private final CommandQueue<C, R> commands;
  private final boolean stays;
  private final Executor executor;

  /** Whether a task that leads is under way, or handed to the executor. */
  private final AtomicBoolean led = new AtomicBoolean();

  /**
   * As of {@link GroupCommit}, but under no lock; an error, too, is the outcome of the commands
   * that have none yet.
   *
   * @param executor runs the tasks that lead; it may let them wait, so that batches grow
   */
  public AsyncGroupCommit(
      GroupCommit.Limits limits,
      Consumer<List<WaitingCommand<C, R>>> work,
      Function<String, ? extends RuntimeException> failure,
      Executor executor) {
    this(limits, work, failure, executor, LockSupport::parkNanos);
  }

  AsyncGroupCommit(
      GroupCommit.Limits limits,
      Consumer<List<WaitingCommand<C, R>>> work,
      Function<String, ? extends RuntimeException> failure,
      Executor executor,
      LongConsumer park) {
    this.commands = new CommandQueue<>(limits, batch -> failingWith(work, batch), failure, park);
    this.stays = !limits.company().isZero();
    this.executor = executor;
  }

  /** Only the callers can be told of an error. */
  private static <C, R> void failingWith(
      Consumer<List<WaitingCommand<C, R>>> work, List<WaitingCommand<C, R>> batch) {
    try {
      work.accept(batch);
    } catch (Error e) {
      batch.forEach(command -> command.fail(e));
    }
  }

  /**
   * Has a command carried out. Never waits, unless the executor does.
   *
   * @return the outcome, completed by the task that leads, outside every lock; fails as the work
   *     does, or as the executor if that takes no more tasks
   */
  public CompletionStage<R> submit(C command) {
    WaitingCommand<C, R> mine = new WaitingCommand<>(command);
    commands.waiting.add(mine);
    askForLeader();
    return mine.outcome();
  }

  private void askForLeader() {
    if (!led.compareAndSet(false, true)) {
      return;
    }
    try {
      executor.execute(this::lead);
    } catch (RuntimeException | Error e) {
      led.set(false);
      commands.failAll(e);
    }
  }

  private void lead() {
    try {
      int carriedOut = commands.carryOutNext();
      while (stays && carriedOut > 0) {
        carriedOut = commands.carryOutNext();
      }
    } finally {
      led.set(false);
      if (!commands.waiting.isEmpty()) {
        askForLeader();
      }
    }
  }

  /** Commands that no batch has taken yet; costs their number. */
  public int waiting() {
    return commands.waiting.size();
  }
}
