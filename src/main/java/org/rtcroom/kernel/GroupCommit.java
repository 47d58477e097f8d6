package org.rtcroom.kernel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Group commit whose callers wait: one of them leads. The caller that gets the lock carries out all
 * commands that wait, batch by batch, until its own is done; when it lets the lock go, it asks the
 * first caller that still waits to lead. A caller whose command another one has carried out returns
 * without the lock. Keeps the invariant of {@link CommandQueue}. Thread-safe.
 */
public final class GroupCommit<C, R> {

  /** How long a caller waits until a leader takes its command; then it gives up. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * How large a batch becomes.
   *
   * @param most commands of one batch at most, at least 1
   * @param company how long a batch waits at most to become as large as the one before: callers
   *     that shared a batch often come back together. A command that was alone waits for none. Zero
   *     where the cost of a batch depends on its size
   */
  public record Limits(int most, Duration company) {}

  private final CommandQueue<C, R> commands;
  private final Function<String, ? extends RuntimeException> failure;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param work carries out a batch under the lock, in order of arrival, and gives each command its
   *     outcome; an exception is thrown to the callers whose commands have none yet
   * @param failure makes the exception of a command that was not taken in time, or that has no
   *     outcome after its batch, out of what happened
   */
  public GroupCommit(
      Limits limits,
      Consumer<List<WaitingCommand<C, R>>> work,
      Function<String, ? extends RuntimeException> failure) {
    this(limits, work, failure, PATIENCE, LockSupport::parkNanos);
  }

  GroupCommit(
      Limits limits,
      Consumer<List<WaitingCommand<C, R>>> work,
      Function<String, ? extends RuntimeException> failure,
      Duration patience,
      LongConsumer park) {
    this.commands = new CommandQueue<>(limits, work, failure, park);
    this.failure = failure;
    this.patience = patience;
  }

  /**
   * Has a command carried out, by this thread or by another one. Once a leader has taken the
   * command, the caller waits as long as the work takes, even if it is interrupted.
   *
   * @throws RuntimeException what the work threw; or the failure, if no leader took the command
   *     within 2 s or before this thread was interrupted: then it is never carried out
   */
  public R carryOut(C command) {
    WaitingCommand<C, R> mine = new WaitingCommand<>(command, patience);
    commands.waiting.add(mine);
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
        commands.carryOutNext();
      }
    } finally {
      unlock();
    }
  }

  /** The caller may have been asked to lead at the same moment, so it asks the next one. */
  private R giveUp(WaitingCommand<C, R> mine) {
    if (!mine.withdraw()) {
      return mine.await();
    }
    commands.waiting.remove(mine);
    handOver();
    throw failure.apply("busy");
  }

  /**
   * Does something while no batch is carried out.
   *
   * @throws RuntimeException the failure, if the lock was not free within 2 s or before this thread
   *     was interrupted
   */
  public void alone(Runnable action) {
    if (!lockInTime()) {
      throw failure.apply("busy");
    }
    try {
      action.run();
    } finally {
      unlock();
    }
  }

  private boolean lockInTime() {
    try {
      return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void unlock() {
    lock.unlock();
    handOver();
  }

  /** The first caller that waits found the lock taken, and tries again only when it is asked. */
  private void handOver() {
    WaitingCommand<C, R> next = commands.waiting.peek();
    if (next != null) {
      next.lead();
    }
  }

  /** Commands that no leader has taken yet; costs their number. */
  public int waiting() {
    return commands.waiting.size();
  }
}
