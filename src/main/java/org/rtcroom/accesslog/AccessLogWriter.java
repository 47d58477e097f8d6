package org.rtcroom.accesslog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.AsyncGroupCommit;
import org.rtcroom.kernel.GroupCommit;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.kernel.WaitingCommand;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.Pauses;

/**
 * Writes the access log of this node: one thread, one transaction per batch. A caller that must
 * know that its line is committed waits for its batch; refusals wait for nothing.
 *
 * <pre>{@code
 * the service starts            it has started        it stops
 * callers write themselves ---> the thread writes ---> callers write themselves ---> ended
 * }</pre>
 */
@ApplicationScoped
public class AccessLogWriter implements AccessLog {

  private static final Logger LOG = System.getLogger(AccessLogWriter.class.getName());

  /** Notes that wait; with more, a caller that must be noted is refused. */
  private static final int WAITING = 10_000;

  /** A batch costs by the line, so it waits for no company. */
  private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(1_000, Duration.ZERO);

  /** How long a caller waits for its batch. */
  private static final long PATIENCE_MILLIS = 5_000;

  @Inject AccessChain chain;
  @Inject Clock clock;
  @Inject ThrottledLog trouble;

  private final Refusals refusals = new Refusals();

  /** Leads the batches. On WildFly, EJBs let another thread wait until the service has started. */
  private volatile Executor leader = Runnable::run;

  private final AsyncGroupCommit<AccessNote, AccessNote> commits =
      new AsyncGroupCommit<>(
          LIMITS, this::write, DatabaseUnavailable::new, task -> leader.execute(task));

  @Override
  public long record(
      AccessKind kind,
      Actor actor,
      Map<String, String> details,
      Map<String, String> personal,
      Optional<Advance> advance) {
    AccessNote note = new AccessNote(kind, actor, details, personal, advance);
    record(note);
    return note.generation;
  }

  /** As the others, with what must be written in the same transaction. */
  public void record(AccessNote note) {
    if (full()) {
      throw new DatabaseUnavailable("the access log is full");
    }
    await(commits.submit(note));
  }

  private boolean full() {
    return commits.waiting() >= WAITING;
  }

  private static void await(CompletionStage<AccessNote> committed) {
    try {
      committed.toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new DatabaseUnavailable("the access log was not written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailable("the access log was not awaited", e);
    }
  }

  @Override
  public void refused(Actor actor, String operation, int code) {
    refusals.add(actor, operation, code, clock.instant());
  }

  @Override
  public CompletionStage<?> paused(Pauses.Pause pause) {
    return commits.submit(
        new AccessNote(
            AccessKind.PAUSED,
            Actor.SERVICE,
            Map.of(
                "from", pause.from().toEpochMilli(),
                "to", pause.to().toEpochMilli(),
                "length", pause.length().toMillis())));
  }

  /** Lines that wait to be written, about 10,000 at most. */
  public int waiting() {
    return commits.waiting();
  }

  /** Writes what was counted so far, so that a reader of the log sees it. */
  public void settleRefusals() {
    submit(refusals.takeAll());
  }

  /** Has the refusals written whose minute is over. Never waits, never fails. */
  void writeDueRefusals() {
    submit(refusals.due(clock.instant()));
  }

  private void submit(List<Refusals.RefusalCount> due) {
    for (Refusals.RefusalCount counted : due) {
      if (full()) {
        refusals.takeBack(counted);
      } else {
        commits.submit(AccessNote.of(counted));
      }
    }
  }

  /**
   * Writes the chain's first lines.
   *
   * @throws RuntimeException if it was not written; then the service must not start
   */
  void begin(List<AccessNote> first) {
    chain.append(first);
  }

  /** From now on this thread writes. Called in the thread, and returns once EJBs answer it. */
  void writeIn(Executor thread) {
    chain.awaitStart();
    leader = thread;
  }

  /** From now on callers write themselves again: the thread is to end. */
  void stop() {
    leader = Runnable::run;
  }

  /** Writes what is still waiting and a last line; afterwards nothing is written any more. */
  void end(AccessNote last) {
    settleRefusals();
    try {
      await(commits.submit(last));
    } catch (DatabaseUnavailable e) {
      LOG.log(Level.WARNING, "the access log has no last line", e);
    }
    leader =
        task -> {
          throw new RejectedExecutionException("the access log has ended");
        };
  }

  private void write(List<WaitingCommand<AccessNote, AccessNote>> batch) {
    List<AccessNote> notes = batch.stream().map(WaitingCommand::command).toList();
    try {
      chain.append(notes);
    } catch (RuntimeException e) {
      trouble.note(LOG, notes.size() + " lines of the access log were not written", e);
      if (e instanceof AccessChain.AppendFailure) { // what may have been is not counted twice
        notes.forEach(note -> note.refusals.ifPresent(refusals::takeBack));
      }
      throw e;
    }
    batch.forEach(note -> note.succeed(note.command()));
  }
}
