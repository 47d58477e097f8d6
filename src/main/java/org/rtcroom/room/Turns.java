package org.rtcroom.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The writers of one room, in turn. Holds the room's lock: whoever gets it carries out everything
 * that waits, together, and whoever lets it go asks the first that still waits to take over. A
 * writer whose command another one has carried out goes its way without the lock.
 */
final class Turns {

  /** A writer whose turn has not come within this time gives up. */
  private static final long WAIT_MILLIS = 2_000;

  /** Commands carried out together at most. */
  private static final int BATCH = 1_000;

  private final String name;
  private final Consumer<List<Pending>> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Pending> queue = new ConcurrentLinkedQueue<>();

  /**
   * @param name of the room, for messages
   * @param work carries out some commands under the lock, and answers every one of them whatever
   *     happens
   */
  Turns(String name, Consumer<List<Pending>> work) {
    this.name = name;
    this.work = work;
  }

  /**
   * Has a command carried out, by this thread or by another.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if its turn did not come: then it never will
   */
  Recorded carryOut(Decision decision, Actor actor) {
    Pending mine = new Pending(decision, actor, WAIT_MILLIS);
    queue.add(mine);
    while (!mine.done()) {
      if (lock.tryLock()) {
        leadUntilDone(mine);
      } else if (!mine.awaitTurn()) {
        return giveUp(mine);
      }
    }
    return mine.await();
  }

  private void leadUntilDone(Pending mine) {
    try {
      while (!mine.done()) {
        work.accept(waitingOnes());
      }
    } finally {
      unlock();
    }
  }

  private List<Pending> waitingOnes() {
    List<Pending> batch = new ArrayList<>();
    while (batch.size() < BATCH) {
      Pending next = queue.poll();
      if (next == null) {
        break;
      }
      if (next.take()) {
        batch.add(next);
      }
    }
    return batch;
  }

  private Recorded giveUp(Pending mine) {
    if (!mine.withdraw()) {
      return mine.await();
    }
    queue.remove(mine);
    handOver();
    throw busy();
  }

  /**
   * Does something while no command is carried out.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if the turn did not come
   */
  void alone(Runnable action) {
    if (!lockInTime()) {
      throw busy();
    }
    try {
      action.run();
    } finally {
      unlock();
    }
  }

  private boolean lockInTime() {
    try {
      return lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void unlock() {
    lock.unlock();
    handOver();
  }

  /** Whoever queued before this found the lock taken and waits to be asked. */
  private void handOver() {
    Pending next = queue.peek();
    if (next != null) {
      next.lead();
    }
  }

  private RoomException busy() {
    return new RoomException(Problem.TRY_AGAIN, name + " is busy");
  }

  /** Commands that nobody carries out yet; costs their number. */
  int waiting() {
    return queue.size();
  }
}
