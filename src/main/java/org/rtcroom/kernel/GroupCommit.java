package org.rtcroom.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writers of one thing, in turn. Holds the thing's lock: whoever gets it carries out everything
 * that waits, together, and whoever lets it go asks the first that still waits to take over. A
 * writer whose command another one has carried out goes its way without the lock. What comes while
 * the lock is held is the next batch; a lonely command never waits for more to come. Thread-safe.
 *
 * @param <C> what is to be done
 * @param <R> what comes of it
 */
public final class GroupCommit<C, R> {

  /** A writer whose turn has not come within this time gives up. */
  private static final long WAIT_MILLIS = 2_000;

  /** Looks at the queue while a batch waits for company. */
  private static final int LOOKS = 8;

  private final int most;
  private final long companyNanos;
  private final Consumer<List<WaitingCommand<C, R>>> work;
  private final Function<String, ? extends RuntimeException> failure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<WaitingCommand<C, R>> queue = new ConcurrentLinkedQueue<>();

  /** How many were carried out together last time; guarded by the lock. */
  private int before;

  /**
   * @param most commands carried out together
   * @param company how long a batch may wait to become as large as the one before: those who wrote
   *     together are often back together. Zero where what a batch costs depends on its size
   * @param work carries out some commands under the lock, in the order in which they came, and
   *     answers them; what it throws is thrown to all it did not answer
   * @param failure of a command whose turn did not come, or that was left without an answer, made
   *     from what happened
   */
  public GroupCommit(
      int most,
      Duration company,
      Consumer<List<WaitingCommand<C, R>>> work,
      Function<String, ? extends RuntimeException> failure) {
    this.most = most;
    this.companyNanos = company.toNanos();
    this.work = work;
    this.failure = failure;
  }

  /**
   * Has a command carried out, by this thread or by another.
   *
   * @throws RuntimeException what the work threw, or the failure of a turn that did not come within
   *     2 s: then it never will
   */
  public R carryOut(C command) {
    WaitingCommand<C, R> mine = new WaitingCommand<>(command, WAIT_MILLIS);
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

  private void leadUntilDone(WaitingCommand<C, R> mine) {
    try {
      while (!mine.done()) {
        carryOutTogether(waitingOnes());
      }
    } finally {
      unlock();
    }
  }

  private void carryOutTogether(List<WaitingCommand<C, R>> batch) {
    try {
      work.accept(batch);
    } catch (RuntimeException e) {
      batch.forEach(pending -> pending.failUnlessDone(() -> e));
    } finally {
      batch.forEach(pending -> pending.failUnlessDone(() -> failure.apply("not carried out")));
    }
  }

  private List<WaitingCommand<C, R>> waitingOnes() {
    awaitCompany();
    List<WaitingCommand<C, R>> batch = new ArrayList<>();
    while (batch.size() < most) {
      WaitingCommand<C, R> next = queue.poll();
      if (next == null) {
        break;
      }
      if (next.take()) {
        batch.add(next);
      }
    }
    before = batch.size();
    return batch;
  }

  private void awaitCompany() {
    for (int i = 0; companyNanos > 0 && i < LOOKS && queue.size() < before; i++) {
      LockSupport.parkNanos(companyNanos / LOOKS);
    }
  }

  private R giveUp(WaitingCommand<C, R> mine) {
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
   * @throws RuntimeException the failure of a turn that did not come within 2 s
   */
  public void alone(Runnable action) {
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
    WaitingCommand<C, R> next = queue.peek();
    if (next != null) {
      next.lead();
    }
  }

  private RuntimeException busy() {
    return failure.apply("busy");
  }

  /** Commands that nobody carries out yet; costs their number. */
  public int waiting() {
    return queue.size();
  }
}
