package org.rtcroom.room;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A command that waits for its turn in a room. Whoever holds the room's lock carries it out. */
final class Pending {

  private enum Turn {
    WAITING,
    TAKEN,
    WITHDRAWN
  }

  final Decision decision;
  final Actor actor;
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
  private volatile @Nullable RoomState outcome;
  private volatile @Nullable RuntimeException failure;

  Pending(Decision decision, Actor actor) {
    this.decision = decision;
    this.actor = actor;
  }

  /** Takes it for carrying out; false if it was withdrawn. */
  boolean take() {
    return turn.compareAndSet(Turn.WAITING, Turn.TAKEN);
  }

  /** Gives up waiting; false if somebody is already carrying it out. */
  boolean withdraw() {
    return turn.compareAndSet(Turn.WAITING, Turn.WITHDRAWN);
  }

  synchronized void succeed(RoomState state) {
    outcome = state;
    notifyAll();
  }

  synchronized void fail(RuntimeException problem) {
    failure = problem;
    notifyAll();
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

  /** Waits for the one who is carrying it out; the database's time limits bound the wait. */
  synchronized RoomState await() {
    boolean interrupted = false;
    while (!done()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    RoomState state = outcome;
    if (state != null) {
      return state;
    }
    throw failure != null ? failure : new IllegalStateException("done without an outcome");
  }
}
