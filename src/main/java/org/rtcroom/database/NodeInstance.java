package org.rtcroom.database;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.ExpectedFailure;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ServiceHalted;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.NodeName;

/**
 * This process as the node of its name. The name is what is recorded; what only one may do at a
 * time is held by the instance, which is another one after each start.
 *
 * <p>A process that was frozen for so long that another one got its name finds that out in the
 * transaction in which it would have written the next line of the access log, and halts.
 */
@ApplicationScoped
public class NodeInstance {

  private static final Logger LOG = System.getLogger(NodeInstance.class.getName());

  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Beats that may be missing before it is an obstacle. */
  private static final int MISSING = 5;

  @EJB Transactions transactions;
  @Inject Question question;
  @Inject NodeName node;
  @Inject MonotonicClock stopwatch;
  @Inject Event<ServiceHalted> halted;
  @Inject ThrottledLog trouble;
  @Resource @Nullable ManagedThreadFactory threads;

  private final String id = UUID.randomUUID().toString();
  private volatile boolean shared;
  private volatile boolean lost;
  private volatile long beats;
  private volatile long lastBeat;
  private volatile @Nullable ScheduledExecutorService heart;

  /** Another process has the name of this node, or the database no longer knows this one. */
  static final class NameLost extends DatabaseUnavailable implements ExpectedFailure {

    private static final long serialVersionUID = 1L;

    NameLost() {
      super("this process is no longer the node of its name");
    }
  }

  /** Random, for this start alone: the holder of leases. */
  public String id() {
    return id;
  }

  /**
   * Gets the name, and shows from now on that it is in use. Called once, before anything is
   * written.
   *
   * @throws BadSetting if another process with the name is alive
   * @throws DatabaseUnavailable if the database does not answer
   */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread
  public void claim() {
    shared = transactions.commitStatements(Jdbc::dialect) == Dialect.POSTGRESQL;
    beats =
        new NameClaim(
                transactions,
                stopwatch,
                time -> LockSupport.parkNanos(time.toNanos()),
                node.name(),
                shared)
            .take(id);
    lastBeat = stopwatch.nanos();
    if (shared) {
      ScheduledExecutorService begun = new ScheduledThreadPoolExecutor(1, this::thread);
      begun.scheduleWithFixedDelay(
          this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
      heart = begun;
    }
  }

  private Thread thread(Runnable work) {
    ManagedThreadFactory managed = threads;
    Thread made = managed == null ? new Thread(work) : managed.newThread(work);
    made.setName("node-instance");
    return made;
  }

  /**
   * Shows that this process lives. Asks without a transaction: no enterprise bean answers this
   * thread before the start has ended.
   */
  void beat() {
    try {
      Optional<Long> counted = question.ask(jdbc -> InstanceRows.beat(jdbc, node.name(), id));
      if (counted.isPresent()) {
        beats = counted.get();
        lastBeat = stopwatch.nanos();
      } else {
        question.ask(this::lose);
      }
    } catch (RuntimeException e) {
      trouble.note(LOG, "cannot show that this node lives", e);
    }
  }

  /**
   * Makes sure that no other process gets the name before the caller's transaction has ended.
   *
   * @throws DatabaseUnavailable if this process does not have it any more; then the transaction
   *     must not be committed
   */
  public void require(Jdbc jdbc) {
    if (lost || !InstanceRows.held(jdbc, node.name(), id, shared)) {
      lose(jdbc);
      throw new NameLost();
    }
  }

  /** Only another process counts on; a database that was set back counts less, or nothing. */
  private boolean lose(Jdbc jdbc) {
    if (!lost) {
      lost = true;
      boolean taken =
          InstanceRows.find(jdbc, node.name()).filter(now -> now.beats() > beats).isPresent();
      halted.fire(
          new ServiceHalted(
              taken
                  ? "another process has taken the name '"
                      + node.name()
                      + "' while this one did not answer; give each node a name of its own ("
                      + NameClaim.SETTING
                      + "), and start this one again"
                  : "the database does not know this process any more: it was set back; start"
                      + " this node again"));
    }
    return true;
  }

  /** Tells how far the node's file of checkpoints goes. Works within the caller's transaction. */
  public void copied(Jdbc jdbc, long number) {
    InstanceRows.copied(jdbc, node.name(), id, number);
  }

  /** Another node, if there is one, that told of a file that goes beyond a number. */
  public Optional<String> copiedElsewhere(Jdbc jdbc, long number) {
    return InstanceRows.copiedElsewhere(jdbc, node.name(), number);
  }

  /** Why nothing can be recorded under the name of this node; empty if it can. */
  public Optional<String> obstacle() {
    if (lost) {
      return Optional.of("the name '" + node.name() + "' is not this process's any more");
    }
    long silent = stopwatch.nanos() - lastBeat;
    return shared && silent > BEAT.toNanos() * MISSING
        ? Optional.of("not shown to live for " + Duration.ofNanos(silent).toSeconds() + " s")
        : Optional.empty();
  }

  /** Whether other processes may be on the same database. */
  public boolean shared() {
    return shared;
  }

  /** Gives the name back: nothing is written under it any more. Does so once. */
  @PreDestroy
  public void end() {
    ScheduledExecutorService running = heart;
    heart = null;
    if (running != null) {
      running.shutdown();
      try {
        question.ask(
            jdbc -> {
              InstanceRows.end(jdbc, node.name(), id);
              return true;
            });
      } catch (RuntimeException e) {
        trouble.note(LOG, "the next start waits for the name of this node", e);
      }
    }
  }
}
