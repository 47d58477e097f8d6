package org.rtcroom.room;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A command that waits for its turn in a room. Whoever holds the room's lock carries it out;
 * whoever lets go of the lock asks the first that still waits to take over.
 */
final class Pending {

  private enum Turn {
    WAITING,
    TAKEN,
    WITHDRAWN
  }

  final Decision decision;
  final Actor actor;
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition changed = monitor.newCondition();
  private boolean leader;
  private long patienceNanos;
  private volatile @Nullable Recorded outcome;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param patienceMillis how long the caller waits for its turn, all waits together
   */
  Pending(Decision decision, Actor actor, long patienceMillis) {
    this.decision = decision;
    this.actor = actor;
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
  }

  /** Takes it for carrying out; false if it was withdrawn. */
  boolean take() {
    return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
  }

  /** Gives up waiting; false if somebody is already carrying it out. */
  boolean withdraw() {
    return turn.compareAndSet(Turn.WAITING, Turn.WITHDRAWN);
  }

  /** Asks whoever waits with this command to try for the room's lock again. */
  void lead() {
    tell(() -> leader = true);
  }

  void succeed(Recorded result) {
    tell(() -> outcome = result);
  }

  void fail(RuntimeException problem) {
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
  void failUnlessDone(RuntimeException problem) {
    if (!done()) {
      fail(problem);
    }
  }

  boolean done() {
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

  /** Waits for the one who is carrying it out; the database's time limits bound the wait. */
  Recorded await() {
    monitor.lock();
    try {
      while (!done()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      monitor.unlock();
    }
    Recorded result = outcome;
    if (result != null) {
      return result;
    }
    throw failure != null ? failure : new IllegalStateException("done without an outcome");
  }
}
