package org.rtcroom.room;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

  @Inject Cluster cluster;
  @Inject RoomDirectory directory;
  @Inject Bans bans;

  @Nullable @Resource ManagedExecutorService managedExecutor;

  /** The reading that has not begun, for those who ask now. */
  private CompletableFuture<Void> next = new CompletableFuture<>();

  private boolean wanted;
  private boolean reading;
  private boolean bansOutdated;

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
      executor().execute(this::readWhileWanted);
    } catch (RejectedExecutionException e) {
      synchronized (this) {
        reading = false;
      }
      throw new RoomException(Problem.TRY_AGAIN, "the node is stopping", e);
    }
    return mine;
  }

  private Executor executor() {
    Executor managed = managedExecutor;
    return managed == null ? Runnable::run : managed;
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
