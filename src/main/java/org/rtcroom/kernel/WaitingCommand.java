package org.rtcroom.kernel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A command of a group commit, from its arrival to its outcome.
 *
 * <pre>
 *               a leader takes it             the work succeeds or fails it
 *   WAITING  ----------------------&gt;  TAKEN  -------------------------------&gt;  done
 *      |
 *      |  its caller gives up
 *      +----------------------&gt;  WITHDRAWN: never carried out
 * </pre>
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
  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition changed = monitor.newCondition();
  private boolean askedToLead;
  private long patienceNanos;

  /** A command whose caller does not wait. */
  public WaitingCommand(C command) {
    this(command, Duration.ZERO);
  }

  /**
   * @param patience how long the caller waits for its turn, all waits together
   */
  WaitingCommand(C command, Duration patience) {
    this.command = command;
    this.patienceNanos = patience.toNanos();
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
    monitor.lock();
    try {
      askedToLead = true;
      changed.signalAll();
    } finally {
      monitor.unlock();
    }
  }

  /** The result is the outcome, unless there is one already. */
  public void succeed(R result) {
    outcome.complete(result);
    wake();
  }

  /** The exception is the outcome, unless there is one already. */
  public void fail(Throwable problem) {
    outcome.completeExceptionally(problem);
    wake();
  }

  private void wake() {
    monitor.lock();
    try {
      changed.signalAll();
    } finally {
      monitor.unlock();
    }
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
    monitor.lock();
    try {
      while (!done() && !askedToLead && patienceNanos > 0) {
        patienceNanos = changed.awaitNanos(patienceNanos);
      }
      boolean turned = done() || askedToLead;
      askedToLead = false;
      return turned;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      monitor.unlock();
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
