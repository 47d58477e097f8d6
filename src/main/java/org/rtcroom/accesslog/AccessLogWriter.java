package org.rtcroom.accesslog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.room.AccessLog;

/**
 * Writes the access log of this node: one thread, one transaction per batch. Who must know that a
 * line is committed waits for its batch; refusals wait for nothing.
 */
@ApplicationScoped
public class AccessLogWriter implements AccessLog, Runnable {

  private static final Logger LOG = System.getLogger(AccessLogWriter.class.getName());

  /** Notes waiting at most; beyond that nobody is let in who must be noted. */
  private static final int WAITING = 10_000;

  /** Lines of one transaction at most. */
  private static final int BATCH = 1_000;

  /** How long a caller waits for its batch. */
  private static final long PATIENCE_MILLIS = 5_000;

  private static final long POLL_MILLIS = 500;

  @Inject AccessChain chain;
  @Inject Clock clock;
  @Inject ThrottledLog trouble;

  private final BlockingQueue<AccessNote> queue = new ArrayBlockingQueue<>(WAITING);
  private final Refusals refusals = new Refusals();
  private volatile boolean working;
  private volatile boolean stopping;

  @Override
  public void record(
      AccessKind kind, Actor actor, Map<String, String> details, Map<String, String> personal) {
    record(new AccessNote(kind, actor, details, personal));
  }

  @Override
  public long record(
      AccessKind kind,
      Actor actor,
      Map<String, String> details,
      Map<String, String> personal,
      Advance advance) {
    AccessNote note = new AccessNote(kind, actor, details, personal, advance);
    record(note);
    return note.generation;
  }

  /** As the others, with what must be written in the same transaction. */
  public void record(AccessNote note) {
    if (!working) {
      write(List.of(note));
    } else if (!queue.offer(note)) {
      throw new DatabaseUnavailable("the access log is full");
    }
    try {
      note.committed.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
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

  /** Lines that wait to be written, at most 10,000. */
  public int waiting() {
    return queue.size();
  }

  /** Writes what was counted so far, so that a reader of the log sees it. */
  public void settleRefusals() {
    for (Refusals.Counted counted : refusals.takeAll()) {
      if (!queue.offer(AccessNote.of(counted))) {
        refusals.takeBack(counted);
      }
    }
  }

  /**
   * Before the first batch it makes sure that EJBs answer this thread: on WildFly they let it wait
   * until all of the service has started. Meanwhile whoever records writes for itself.
   */
  @Override
  public void run() {
    chain.awaitStart();
    working = true;
    while (!stopping) {
      try {
        writeNext();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "the access log goes on after a failure", e);
      }
    }
  }

  /** Lets {@link #run} return soon. It is not interrupted: that could close the database's file. */
  void stop() {
    stopping = true;
  }

  /** Writes what is still waiting and a last line; afterwards nothing is written any more. */
  void end(AccessNote last) {
    List<AccessNote> rest = new ArrayList<>();
    queue.drainTo(rest);
    refusals.takeAll().forEach(counted -> rest.add(AccessNote.of(counted)));
    rest.add(last);
    write(rest);
  }

  /**
   * Writes the chain's first lines.
   *
   * @throws RuntimeException if it was not written; then the service must not start
   */
  synchronized void begin(List<AccessNote> first) {
    chain.append(first);
  }

  private void writeNext() throws InterruptedException {
    List<AccessNote> batch = new ArrayList<>();
    AccessNote next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    if (next != null) {
      batch.add(next);
      queue.drainTo(batch, BATCH - 1);
    }
    refusals.due(clock.instant()).forEach(counted -> batch.add(AccessNote.of(counted)));
    if (!batch.isEmpty()) {
      write(batch);
    }
  }

  private synchronized void write(List<AccessNote> batch) {
    try {
      chain.append(batch);
      batch.forEach(note -> note.committed.complete(null));
    } catch (RuntimeException e) {
      trouble.note(LOG, batch.size() + " lines of the access log were not written", e);
      batch.forEach(note -> note.committed.completeExceptionally(e));
      if (e instanceof AccessChain.NotWritten) {
        countOn(batch);
      }
    }
  }

  /** Refusals that were certainly not written; what may have been is not counted twice. */
  private void countOn(List<AccessNote> lost) {
    for (AccessNote note : lost) {
      note.refusals().ifPresent(refusals::takeBack);
    }
  }
}
