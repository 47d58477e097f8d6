package org.rtcroom.room;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.AsyncGroupCommit;
import org.rtcroom.kernel.GroupCommit;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.WaitingCommand;

/**
 * Makes memory agree with the database before a room is looked at. A caller waits for a reading of
 * the news that began after its question. All callers that asked before a reading began share it,
 * so that there is one query at a time, however many ask. On a single node nothing is asked.
 */
@ApplicationScoped
class NewsReader {

  private static final long WAIT_MILLIS = 2_000;

  /** A reading that takes longer counts as stuck, and the next callers have another reader. */
  private static final long STUCK_NANOS = Duration.ofSeconds(5).toNanos();

  /** A reading costs the same however many share it, and waits 1 ms for as many as before. */
  private static final GroupCommit.Limits LIMITS =
      new GroupCommit.Limits(Integer.MAX_VALUE, Duration.ofMillis(1));

  @Inject Cluster cluster;
  @Inject RoomDirectory directory;
  @Inject Bans bans;
  @Inject MonotonicClock stopwatch;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  /** Threads of its own: those of a shared pool may all be waiting here. */
  private @Nullable ExecutorService threads;

  /** Guarded by this. */
  private SharedReader reader = new SharedReader();

  private volatile boolean bansOutdated;

  /** All questions are alike. */
  private enum NewsQuestion {
    NEWS
  }

  /** Reads for all callers, one reading at a time. */
  private final class SharedReader {
    private final AsyncGroupCommit<NewsQuestion, Cluster.News> readings =
        new AsyncGroupCommit<>(LIMITS, this::read, NewsReader::unanswered, this::execute);

    private volatile boolean reading;
    private volatile long sinceNanos;

    CompletionStage<Cluster.News> ask() {
      return readings.submit(NewsQuestion.NEWS);
    }

    private void read(List<WaitingCommand<NewsQuestion, Cluster.News>> questions) {
      sinceNanos = stopwatch.nanos();
      reading = true;
      try {
        Cluster.News news = cluster.news();
        take(news);
        questions.forEach(question -> question.succeed(news));
      } finally {
        reading = false;
      }
    }

    /** Outside a server the caller reads. */
    private void execute(Runnable task) {
      ExecutorService running = threads;
      Executor executor = running == null ? Runnable::run : running;
      executor.execute(task);
    }

    boolean stuck() {
      return reading && stopwatch.nanos() - sinceNanos >= STUCK_NANOS;
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
      await(reader().ask());
    }
  }

  private synchronized SharedReader reader() {
    if (reader.stuck()) {
      reader = new SharedReader();
    }
    return reader;
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

  private static void await(CompletionStage<Cluster.News> reading) {
    try {
      reading.toCompletableFuture().get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new RoomException(Problem.TRY_AGAIN, "the database does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RoomException(Problem.TRY_AGAIN, "the node is stopping", e);
    }
  }

  private static RoomException unanswered(String what) {
    return new RoomException(Problem.TRY_AGAIN, "the news were " + what);
  }
}
