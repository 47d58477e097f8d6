package org.rtcroom.kernel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits for its turn. Whoever holds the lock carries it out; whoever lets go of the
 * lock asks the first that still waits to take over.
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
  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition changed = monitor.newCondition();
  private boolean leader;
  private long patienceNanos;
  private volatile @Nullable R outcome;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param patienceMillis how long the caller waits for its turn, all waits together
   */
  public WaitingCommand(C command, long patienceMillis) {
    this.command = command;
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
  }

  public C command() {
    return command;
  }

  /** Takes it for carrying out; false if it was withdrawn. */
  boolean take() {
    return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
  }

  /** Gives up waiting; false if somebody is already carrying it out. */
  boolean withdraw() {
    return turn.compareAndSet(Turn.WAITING, Turn.WITHDRAWN);
  }

  /** Asks whoever waits with this command to try for the lock again. */
  void lead() {
    tell(() -> leader = true);
  }

  /** Gives whoever waits the result. */
  public void succeed(R result) {
    tell(() -> outcome = result);
  }

  /** Gives whoever waits an exception to throw. */
  public void fail(RuntimeException problem) {
    tell(() -> failure = problem);
  }

  private void tell(Runnable change) {
    monitor.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      monitor.unlock();
    }
  }

  /** A waiting thread must never be forgotten, whatever went wrong. */
  void failUnlessDone(Supplier<RuntimeException> problem) {
    if (!done()) {
      fail(problem.get());
    }
  }

  /** Whether it was given a result or an exception. */
  public boolean done() {
    return outcome != null || failure != null;
  }

  /**
   * Waits until it is done or asked to lead.
   *
   * @return false if the patience or the thread came to an end before
   */
  boolean awaitTurn() {
    monitor.lock();
    try {
      while (!done() && !leader && patienceNanos > 0) {
        patienceNanos = changed.awaitNanos(patienceNanos);
      }
      boolean turned = done() || leader;
      leader = false;
      return turned;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      monitor.unlock();
    }
  }

  /**
   * Waits for the one who is carrying it out, however long that takes: the work's own time limits
   * bound it.
   */
  public R await() {
    monitor.lock();
    try {
      while (!done()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      monitor.unlock();
    }
    R result = outcome;
    if (result != null) {
      return result;
    }
    throw failure != null ? failure : new IllegalStateException("done without an outcome");
  }
}
