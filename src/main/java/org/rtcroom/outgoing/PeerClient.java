package org.rtcroom.outgoing;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
import org.rtcroom.outgoing.OutgoingSettings.Bulkhead;

/**
 * Calls to one peer, on threads of their own, so that a peer that hangs slows only the callers of
 * this one. Thread-safe.
 *
 * <p>At its deadline a call has failed, its thread is free and its connection closed, wherever the
 * exchange has got to and even if the answer drips. The JDK's client can do that: it closes the
 * connection when the thread that waits is interrupted. Its asynchronous way would start a thread
 * for each answer, where a machine has no more than two processors.
 */
public final class PeerClient {

  private static final int IDLE_SECONDS = 30;

  private final HttpClient http;
  private final MonotonicClock stopwatch;
  private final ThreadPoolExecutor exchanging;

  /** Completes results, so that their dependents hold up neither exchanges nor deadlines. */
  private final ThreadPoolExecutor completing;

  private final ScheduledThreadPoolExecutor alarms;

  PeerClient(HttpClient http, Bulkhead bulkhead, ThreadFactory threads, MonotonicClock stopwatch) {
    this.http = http;
    this.stopwatch = stopwatch;
    this.exchanging = pool(bulkhead, threads, new ArrayBlockingQueue<>(bulkhead.waiting()));
    this.completing = pool(bulkhead, threads, new LinkedBlockingQueue<>());
    this.alarms = new ScheduledThreadPoolExecutor(1, threads);
    alarms.setRemoveOnCancelPolicy(true);
  }

  private static ThreadPoolExecutor pool(
      Bulkhead bulkhead, ThreadFactory threads, BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            bulkhead.atOnce(), bulkhead.atOnce(), IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Sends a call. Never blocks.
   *
   * @return the answer with any status; fails with {@link NoAnswer}, at the latest at the deadline;
   *     completed on a thread of its own unless the call fails at once, because too many are under
   *     way
   */
  public CompletionStage<HttpAnswer> send(HttpCall call) {
    CompletableFuture<HttpAnswer> result = new CompletableFuture<>();
    Deadline deadline = Deadline.in(call.bounds().limit(), stopwatch);
    try {
      Future<?> underWay = exchanging.submit(() -> carryOut(call, deadline, result));
      Future<?> alarm =
          alarms.schedule(
              () -> {
                fail(result, late(call));
                underWay.cancel(true);
              },
              call.bounds().limit().toNanos(),
              TimeUnit.NANOSECONDS);
      return result.whenComplete((answer, failure) -> alarm.cancel(false));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedStage(new NoAnswer(call.name(), "too many exchanges at once"));
    }
  }

  private void carryOut(HttpCall call, Deadline deadline, CompletableFuture<HttpAnswer> result) {
    if (result.isDone() || deadline.passed()) {
      return;
    }
    try {
      HttpAnswer answer = exchange(call);
      conclude(() -> result.complete(answer));
    } catch (NoAnswer e) {
      fail(result, deadline.passed() ? late(call) : e);
    } catch (RuntimeException e) {
      fail(result, NoAnswer.because(call.name(), e));
    }
  }

  private HttpAnswer exchange(HttpCall call) {
    try {
      HttpResponse<byte[]> response = http.send(request(call), head -> new AnswerBody(call));
      return new HttpAnswer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(call.name(), "given up");
    } catch (IOException e) {
      throw e.getCause() instanceof NoAnswer known ? known : NoAnswer.because(call.name(), e);
    }
  }

  private static HttpRequest request(HttpCall call) {
    boolean bare = call.body().length == 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.address())
            .method(
                call.method(),
                bare ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
    call.headers().forEach(request::setHeader);
    return request.build();
  }

  /** A call that ended because the time was up says so, not how it noticed. */
  private static NoAnswer late(HttpCall call) {
    return new NoAnswer(call.name(), "no answer in time");
  }

  private void fail(CompletableFuture<HttpAnswer> result, NoAnswer failure) {
    conclude(() -> result.completeExceptionally(failure));
  }

  private void conclude(Runnable completion) {
    try {
      completing.execute(completion);
    } catch (RejectedExecutionException closed) {
      completion.run();
    }
  }

  /** Takes no more calls. Those under way still end, at the latest at their deadlines. */
  void close() {
    alarms.shutdown();
    exchanging.shutdownNow();
    completing.shutdown();
  }
}
