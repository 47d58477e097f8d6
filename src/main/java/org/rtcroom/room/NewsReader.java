package org.rtcroom.room;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.MonotonicClock;

/**
 * Makes memory agree with the database before anybody looks at it. Whoever asks waits for a reading
 * of the news that began after the question; all who asked before it began share it, so that
 * however many ask, there is one query at a time. Those who shared one are often back together, so
 * the next waits a little for as many; whoever asks alone waits for nobody. On a single node
 * nothing is asked.
 */
@ApplicationScoped
class NewsReader {

  private static final long WAIT_MILLIS = 2_000;

  /** After this time a reader counts as stuck, and another one is sent. */
  private static final long STUCK_NANOS = Duration.ofSeconds(5).toNanos();

  /** How long a reading waits for company, and how often it looks whether it has come. */
  private static final long COMPANY_NANOS = Duration.ofMillis(1).toNanos();

  private static final int LOOKS = 8;

  @Inject Cluster cluster;
  @Inject RoomDirectory directory;
  @Inject Bans bans;
  @Inject MonotonicClock stopwatch;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  /** Threads of its own: those of a shared pool may all be waiting here. */
  private @Nullable ExecutorService threads;

  /** The reading that has not begun, for those who ask now. */
  private CompletableFuture<Void> next = new CompletableFuture<>();

  /** How many wait for it. */
  private int askers;

  /** How many waited for the reading before, if it was only just. */
  private int askersBefore;

  private @Nullable Reader reader;
  private volatile boolean bansOutdated;

  /** Whoever reads for all, and since when it has been at its present reading. */
  private static final class Reader {
    private volatile long sinceNanos;

    Reader(long now) {
      sinceNanos = now;
    }
  }

  @PostConstruct
  void start() {
    ThreadFactory factory = managedThreads;
    if (factory != null) {
      threads = Executors.newCachedThreadPool(factory);
    }
  }

  @PreDestroy
  void stop() {
    ExecutorService running = threads;
    if (running != null) {
      running.shutdown();
    }
  }

  /** Whether no other node shares the database. */
  public boolean alone() {
    return !cluster.enabled();
  }

  /** Marks where news begin: before everything that is read from now on. Asks in this thread. */
  void begin() {
    if (!alone()) {
      cluster.news();
    }
  }

  /**
   * Returns once everything is known that was committed before this call.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if the database did not answer in time
   */
  public void now() {
    if (!alone()) {
      await(ask());
    }
  }

  private CompletableFuture<Void> ask() {
    CompletableFuture<Void> mine;
    Reader sent;
    synchronized (this) {
      mine = next;
      askers++;
      Reader there = reader;
      if (there != null && stopwatch.nanos() - there.sinceNanos < STUCK_NANOS) {
        return mine;
      }
      sent = new Reader(stopwatch.nanos());
      reader = sent;
    }
    try {
      executor().execute(() -> readWhileWanted(sent));
    } catch (RuntimeException | Error e) {
      leave(sent);
      throw e;
    }
    return mine;
  }

  /** Outside a server whoever asks reads. */
  private Executor executor() {
    ExecutorService running = threads;
    return running == null ? Runnable::run : running;
  }

  private synchronized void leave(Reader leaving) {
    if (reader == leaving) {
      reader = null;
      askersBefore = 0;
    }
  }

  private void readWhileWanted(Reader self) {
    for (CompletableFuture<Void> mine = begin(self); mine != null; mine = nextOf(self)) {
      try {
        take(cluster.news());
        mine.complete(null);
      } catch (RuntimeException | Error e) {
        mine.completeExceptionally(e);
      }
    }
  }

  private @Nullable CompletableFuture<Void> nextOf(Reader self) {
    for (int look = 0; look < LOOKS && companyIsMissing(); look++) {
      LockSupport.parkNanos(COMPANY_NANOS / LOOKS);
    }
    return begin(self);
  }

  private synchronized boolean companyIsMissing() {
    return askersBefore > 1 && askers < askersBefore;
  }

  /** What to read for; nothing for a reader who was given up, or if nobody asks. */
  private synchronized @Nullable CompletableFuture<Void> begin(Reader self) {
    if (reader != self || askers == 0) {
      leave(self);
      return null;
    }
    CompletableFuture<Void> begun = next;
    next = new CompletableFuture<>();
    askersBefore = askers;
    askers = 0;
    self.sinceNanos = stopwatch.nanos();
    return begun;
  }

  /** Bans that could not be read are read with the next news. */
  private void take(Cluster.News news) {
    directory.learn(news);
    bansOutdated = bansOutdated || news.bans() || news.anew();
    if (bansOutdated) {
      bans.restore();
      bansOutdated = false;
    }
  }

  private static void await(CompletableFuture<Void> read) {
    try {
      read.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new RoomException(Problem.TRY_AGAIN, "the database does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RoomException(Problem.TRY_AGAIN, "the node is stopping", e);
    }
  }
}
