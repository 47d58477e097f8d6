package org.rtcroom.delivery;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of deliveries, of their own: a server's executor may be busy with tasks that wait for
 * deliveries. The threads that answer never touch the database.
 *
 * <p>All of them begin with the application and last as long: a thread of the server's factory has
 * the context of its maker, and a bean that is first used on one without any is never given its
 * resources. The JDK's thread for timeouts hands over to them, and does nothing else.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // started by the container
class DeliveryThreads {

  private static final int ANSWERING = 4;

  /** Threads that claim and record together, however many others note failures. */
  private static final int TOGETHER = 2;

  private ThreadPoolExecutor workers;
  private ThreadPoolExecutor answering;

  @Inject DeliverySettings settings;
  @Nullable @Resource ManagedThreadFactory managedThreads;

  /** Outside a server there are only plain threads. */
  @PostConstruct
  void start() {
    ThreadFactory managed = managedThreads;
    ThreadFactory factory = managed == null ? Executors.defaultThreadFactory() : managed;
    workers = pool(settings.atOnce() + TOGETHER, factory);
    answering = pool(ANSWERING, factory);
  }

  private static ThreadPoolExecutor pool(int size, ThreadFactory factory) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.prestartAllCoreThreads();
    return pool;
  }

  Executor workers() {
    return workers;
  }

  /** The workers, after a pause. */
  Executor later(Duration pause) {
    return CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, workers);
  }

  /** Completes something on a thread that is not the caller's. */
  void answer(Runnable completion) {
    try {
      answering.execute(completion);
    } catch (RejectedExecutionException closed) {
      completion.run();
    }
  }

  void close() {
    workers.shutdown();
    answering.shutdown();
  }
}
