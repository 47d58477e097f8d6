package org.rtcroom.tencent;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.rtcroom.kernel.MonotonicClock;

/**
 * Exchanges with one service, on threads of its own, so that a service that hangs slows nobody but
 * those who ask it. Thread-safe.
 *
 * <p>Whoever asks has the result by the deadline, even if a server lets its answer drip, and so has
 * the thread that carries out the exchange.
 */
final class Outgoing implements AutoCloseable {

  /**
   * How much at a time.
   *
   * @param atOnce exchanges that are carried out at the same time
   * @param waiting exchanges that may wait for their turn; any more fail at once
   * @param silence how long connecting may take
   */
  record Bounds(int atOnce, int waiting, Duration silence) {}

  private static final int IDLE_SECONDS = 30;

  private final MonotonicClock stopwatch;
  private final Exchange exchange;
  private final ThreadPoolExecutor exchanging;

  /** Completes results, so that what depends on them holds up neither exchanges nor deadlines. */
  private final ThreadPoolExecutor completing;

  private final ScheduledThreadPoolExecutor alarms;

  Outgoing(URI base, Bounds bounds, ThreadFactory threads, MonotonicClock stopwatch) {
    this.stopwatch = stopwatch;
    this.exchange = new Exchange(base, bounds.silence());
    this.exchanging = pool(bounds, threads, new ArrayBlockingQueue<>(bounds.waiting()));
    this.completing = pool(bounds, threads, new LinkedBlockingQueue<>());
    this.alarms = new ScheduledThreadPoolExecutor(1, threads);
    alarms.setRemoveOnCancelPolicy(true);
  }

  private static ThreadPoolExecutor pool(
      Bounds bounds, ThreadFactory threads, BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            bounds.atOnce(), bounds.atOnce(), IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Sends a call. Never blocks.
   *
   * @param limit for the whole exchange, waiting for its turn included
   * @return fails with {@link NoAnswer}, at the latest after the limit; completed on a thread of
   *     its own unless the call fails at once
   */
  CompletionStage<JsonObject> exchange(Call call, Duration limit) {
    CompletableFuture<JsonObject> result = new CompletableFuture<>();
    Deadline deadline = Deadline.in(limit, stopwatch);
    try {
      Future<?> underWay = exchanging.submit(() -> carryOut(call, deadline, result));
      Future<?> alarm =
          alarms.schedule(
              () -> {
                fail(result, late(call));
                underWay.cancel(true);
              },
              limit.toNanos(),
              TimeUnit.NANOSECONDS);
      return result.whenComplete((answer, failure) -> alarm.cancel(false));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedStage(new NoAnswer(call, "too many exchanges at once"));
    }
  }

  private void carryOut(Call call, Deadline deadline, CompletableFuture<JsonObject> result) {
    if (result.isDone() || deadline.passed()) {
      return;
    }
    try {
      JsonObject answer = exchange.carryOut(call);
      conclude(() -> result.complete(answer));
    } catch (NoAnswer e) {
      fail(result, deadline.passed() ? late(call) : e);
    } catch (RuntimeException e) {
      fail(result, NoAnswer.because(call, e));
    }
  }

  /** What ended because the time was up says so, not how it noticed. */
  private static NoAnswer late(Call call) {
    return new NoAnswer(call, "no answer in time");
  }

  private void fail(CompletableFuture<JsonObject> result, NoAnswer failure) {
    conclude(() -> result.completeExceptionally(failure));
  }

  private void conclude(Runnable completion) {
    try {
      completing.execute(completion);
    } catch (RejectedExecutionException closed) {
      completion.run();
    }
  }

  /** Takes no more calls. What is under way still ends, at the latest at its deadline. */
  @Override
  public void close() {
    alarms.shutdown();
    exchanging.shutdownNow();
    completing.shutdown();
  }
}
