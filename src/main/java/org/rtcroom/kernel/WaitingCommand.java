package org.rtcroom.kernel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A command of a group commit, from its arrival to its outcome.
 *
 * <pre>{@code
 *          a leader takes it        the work succeeds or fails it
 * WAITING -------------------> TAKEN ----------------------------> done
 *    |
 *    |  its caller gives up
 *    +----------------------> WITHDRAWN: never carried out
 * }</pre>
 *
 * @param <C> what is to be done
 * @param <R> what comes of it
 */
public final class WaitingCommand<C, R> {

  private enum Turn {
    WAITING,
    TAKEN,
    WITHDRAWN
  }

  private final C command;
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
  private final CompletableFuture<R> outcome = new CompletableFuture<>();
  private final Duration patience;

  /** A permit for each time the caller was asked to lead, and for the outcome. */
  private final Semaphore calls = new Semaphore(0);

  /** A command whose caller does not wait. */
  public WaitingCommand(C command) {
    this(command, Duration.ZERO);
  }

  /**
   * @param patience how long the caller waits for its turn
   */
  WaitingCommand(C command, Duration patience) {
    this.command = command;
    this.patience = patience;
  }

  public C command() {
    return command;
  }

  /** Takes the command to carry it out; false if it was withdrawn. */
  boolean take() {
    return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
  }

  /** Gives up; false if a leader has taken the command. */
  boolean withdraw() {
    return turn.compareAndSet(Turn.WAITING, Turn.WITHDRAWN);
  }

  /** Asks the caller to try for the lock again. */
  void lead() {
    calls.release();
  }

  /** The result is the outcome, unless there is one already. */
  public void succeed(R result) {
    outcome.complete(result);
    calls.release();
  }

  /** The exception is the outcome, unless there is one already. */
  public void fail(Throwable problem) {
    outcome.completeExceptionally(problem);
    calls.release();
  }

  /** Whether there is an outcome. */
  public boolean done() {
    return outcome.isDone();
  }

  /** Completed with the outcome, in the thread that gives it, which holds no lock of this. */
  public CompletionStage<R> outcome() {
    return outcome;
  }

  /**
   * Waits until the command is done or its caller is asked to lead.
   *
   * @return false if the patience came to an end before, or the thread was interrupted
   */
  boolean awaitTurn() {
    try {
      return calls.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Waits for the outcome, however long that takes: the work's own time limits bound it. An
   * exception is thrown as it was given.
   */
  public R await() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw e;
    }
  }
}
