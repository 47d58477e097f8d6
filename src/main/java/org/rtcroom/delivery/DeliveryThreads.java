package org.rtcroom.delivery;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of deliveries, of their own: a server's executor may be busy with things that wait
 * for what is delivered here. Those that answer never touch the database.
 *
 * <p>All of them begin with the application and last as long: a thread of the server's factory has
 * the context of whoever had it made, and a bean that is first used on one without any is never
 * given its resources.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // started by the container
class DeliveryThreads {

  private static final int ANSWERING = 4;

  /** Those that claim and record together, whatever the others note of failures. */
  private static final int TOGETHER = 2;

  private ExecutorService workers;
  private ExecutorService answering;
  private ScheduledExecutorService alarms;

  @Inject DeliverySettings settings;
  @Nullable @Resource ManagedThreadFactory managedThreads;

  /** Outside a server there are only plain threads. */
  @PostConstruct
  void start() {
    ThreadFactory managed = managedThreads;
    ThreadFactory factory = managed == null ? Executors.defaultThreadFactory() : managed;
    workers = pool(settings.atOnce() + TOGETHER, factory);
    answering = pool(ANSWERING, factory);
    alarms = started(new ScheduledThreadPoolExecutor(1, factory));
  }

  private static ExecutorService pool(int size, ThreadFactory factory) {
    return started(
        new ThreadPoolExecutor(
            size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory));
  }

  private static <T extends ThreadPoolExecutor> T started(T pool) {
    pool.prestartAllCoreThreads();
    return pool;
  }

  Executor workers() {
    return workers;
  }

  /** The workers, after a pause. */
  Executor later(Duration pause) {
    return task -> after(pause, () -> workers.execute(task));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // only a closed pool refuses a task
  private void after(Duration pause, Runnable task) {
    alarms.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
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
    after(limit, () -> answer(completion));
  }

  void close() {
    workers.shutdown();
    answering.shutdown();
    alarms.shutdown();
  }
}
