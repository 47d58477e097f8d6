package org.rtcroom.room;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes memory agree with the database before anybody looks at it. Whoever asks waits for a reading
 * of the news that began after the question; all who asked before it began share it, so that
 * however many ask, there is one query at a time. On a single node nothing is asked.
 */
@ApplicationScoped
class CatchUp {

  private static final long WAIT_MILLIS = 2_000;
  private static final int IDLE_SECONDS = 30;

  @Inject Cluster cluster;
  @Inject RoomDirectory directory;
  @Inject Bans bans;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  /** A thread of its own: those of a shared pool may all be waiting here. */
  private @Nullable ExecutorService thread;

  /** The reading that has not begun, for those who ask now. */
  private CompletableFuture<Void> next = new CompletableFuture<>();

  private boolean wanted;
  private boolean reading;
  private boolean bansOutdated;

  @PostConstruct
  void start() {
    ThreadFactory factory = managedThreads;
    if (factory != null) {
      ThreadPoolExecutor one =
          new ThreadPoolExecutor(
              1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
      one.allowCoreThreadTimeOut(true);
      thread = one;
    }
  }

  @PreDestroy
  void stop() {
    ExecutorService one = thread;
    if (one != null) {
      one.shutdown();
    }
  }

  /** Outside a server whoever asks reads. */
  private Executor reader() {
    ExecutorService one = thread;
    return one == null ? Runnable::run : one;
  }

  /**
   * Returns once everything is known that was committed before this call.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if the database did not answer in time
   */
  void now() {
    if (!alone()) {
      await(ask());
    }
  }

  /** Whether no other node shares the database. */
  boolean alone() {
    return !cluster.enabled();
  }

  private CompletableFuture<Void> ask() {
    CompletableFuture<Void> mine;
    synchronized (this) {
      mine = next;
      wanted = true;
      if (reading) {
        return mine;
      }
      reading = true;
    }
    try {
      reader().execute(this::readWhileWanted);
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        reading = false;
      }
      throw new RoomException(Problem.TRY_AGAIN, "the node is stopping", e);
    }
    return mine;
  }

  private void readWhileWanted() {
    for (CompletableFuture<Void> mine = begin(); mine != null; mine = begin()) {
      try {
        take(cluster.news());
        mine.complete(null);
      } catch (RuntimeException | Error e) {
        mine.completeExceptionally(e);
      }
    }
  }

  private synchronized @Nullable CompletableFuture<Void> begin() {
    if (!wanted) {
      reading = false;
      return null;
    }
    CompletableFuture<Void> begun = next;
    next = new CompletableFuture<>();
    wanted = false;
    return begun;
  }

  /** Bans that could not be read are read with the next news. */
  private void take(Cluster.News news) {
    directory.learn(news.sessions());
    bansOutdated |= news.bans();
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
