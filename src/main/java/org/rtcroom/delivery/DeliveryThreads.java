package org.rtcroom.delivery;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of deliveries, of their own: a server's executor may be busy with things that wait
 * for what is delivered here. Those that answer never touch the database.
 */
@ApplicationScoped
class DeliveryThreads {

  private static final int ANSWERING = 4;

  /** Those that claim and record together, whatever the others note of failures. */
  private static final int TOGETHER = 2;

  private static final int IDLE_SECONDS = 30;

  private DeliverySettings settings;
  private ExecutorService workers;
  private ExecutorService answering;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected DeliveryThreads() {}

  @Inject
  @SuppressWarnings("NullAway.Init")
  DeliveryThreads(DeliverySettings settings) {
    this.settings = settings;
  }

  /** Outside a server there are only plain threads. */
  @PostConstruct
  void start() {
    ThreadFactory managed = managedThreads;
    ThreadFactory factory = managed == null ? Executors.defaultThreadFactory() : managed;
    workers = pool(settings.atOnce() + TOGETHER, factory);
    answering = pool(ANSWERING, factory);
  }

  private static ExecutorService pool(int size, ThreadFactory factory) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  Executor workers() {
    return workers;
  }

  /** Completes something on a thread that is not the caller's. */
  void answer(Runnable completion) {
    try {
      answering.execute(completion);
    } catch (RejectedExecutionException closed) {
      completion.run();
    }
  }

  void answerAfter(Duration limit, Runnable completion) {
    CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS, this::answer)
        .execute(completion);
  }

  void close() {
    workers.shutdown();
    answering.shutdown();
  }
}
