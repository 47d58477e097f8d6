package org.rtcroom.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * The core of group commit: the commands that wait for one thing, and how they are carried out in
 * batches. Its two fronts, {@link GroupCommit} and {@link AsyncGroupCommit}, differ in who leads
 * and in how a caller learns the outcome; at any time one thread leads at most.
 *
 * <p>Invariant, for both fronts:
 *
 * <ul>
 *   <li>Every command is carried out once at most, and gets one outcome: a result or an exception.
 *   <li>Batches are carried out one after the other, commands in order of arrival.
 *   <li>A batch that fails is the failure of those of its commands that have no outcome yet, and of
 *       no other command.
 *   <li>While commands wait, a leader is under way or asked for: no caller waits for ever.
 * </ul>
 */
final class CommandQueue<C, R> {

  /** How often the queue is looked at while a batch waits for company. */
  private static final int LOOKS = 8;

  private final GroupCommit.Limits limits;
  private final Consumer<List<WaitingCommand<C, R>>> work;
  private final Function<String, ? extends RuntimeException> failure;
  private final LongConsumer park;

  /** The commands that no batch has taken, in order of arrival; the fronts add to them. */
  final Queue<WaitingCommand<C, R>> waiting = new ConcurrentLinkedQueue<>();

  /** The size of the batch before; used by the leader alone. */
  private int before;

  /**
   * @param park lets the leader pause for some nanoseconds, or less
   */
  CommandQueue(
      GroupCommit.Limits limits,
      Consumer<List<WaitingCommand<C, R>>> work,
      Function<String, ? extends RuntimeException> failure,
      LongConsumer park) {
    this.limits = limits;
    this.work = work;
    this.failure = failure;
    this.park = park;
  }

  /**
   * Carries out the next batch, after a wait for company. Called by the leader.
   *
   * @return the size of the batch; 0 if no command waits
   */
  int carryOutNext() {
    awaitCompany();
    List<WaitingCommand<C, R>> batch = nextBatch();
    before = batch.size();
    if (before > 0) {
      carryOut(batch);
    }
    return before;
  }

  /** After a lonely command there is no company to wait for. */
  private void awaitCompany() {
    long nanos = limits.company().toNanos() / LOOKS;
    boolean together = nanos > 0 && before > 1;
    for (int look = 0; together && look < LOOKS && waiting.size() < before; look++) {
      park.accept(nanos);
    }
  }

  private List<WaitingCommand<C, R>> nextBatch() {
    List<WaitingCommand<C, R>> batch = new ArrayList<>();
    while (batch.size() < limits.most()) {
      WaitingCommand<C, R> next = waiting.poll();
      if (next == null) {
        break;
      }
      if (next.take()) {
        batch.add(next);
      }
    }
    return batch;
  }

  private void carryOut(List<WaitingCommand<C, R>> batch) {
    try {
      work.accept(batch);
    } catch (RuntimeException e) {
      batch.forEach(command -> command.fail(e));
    } finally {
      batch.stream()
          .filter(command -> !command.done())
          .forEach(command -> command.fail(failure.apply("not carried out")));
    }
  }

  /** Fails all commands that wait now: no leader can be had. */
  void failAll(Throwable why) {
    for (WaitingCommand<C, R> next = waiting.poll(); next != null; next = waiting.poll()) {
      if (next.take()) {
        next.fail(why);
      }
    }
  }
}
