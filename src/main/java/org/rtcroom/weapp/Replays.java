package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Gives a request that is repeated with the same {@code X-Request-Id} within 60 s the first answer,
 * also while the first is still being worked on. Knows the requests of this node since its start.
 */
@Unproxied
class Replays {

  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final long MOST_REMEMBERED = 50_000;

  private record ReplayKey(UserId user, String operation, String requestId) {}

  /** The first request under a key. */
  private record First(String bodyHash, CompletableFuture<Answer> answer) {}

  @Inject MonotonicClock stopwatch;
  @Inject Problems problems;

  private final Cache<ReplayKey, First> firsts =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(KEPT)
          .ticker(() -> stopwatch.nanos())
          .build();

  /** The answer to a request of that user: of the work, or of the first of its kind. */
  CompletionStage<Response> answered(
      WeappRequest request, UserId user, Supplier<CompletionStage<Answer>> work) {
    return once(request, user, () -> problems.guarded(request, work))
        .thenApply(answer -> answer.to(request));
  }

  /**
   * Does the work, unless it is done already.
   *
   * @param work never fails
   * @throws Refusal {@link WireProblem#REQUEST_ID_REUSED} if the id came with another body before
   */
  CompletionStage<Answer> once(
      WeappRequest request, UserId user, Supplier<CompletionStage<Answer>> work) {
    if (!request.repeatable()) {
      return work.get();
    }
    ReplayKey key = new ReplayKey(user, request.name(), request.id());
    First mine = new First(request.bodyHash(), new CompletableFuture<>());
    First before = firsts.asMap().putIfAbsent(key, mine);
    if (before == null) {
      work.get().whenComplete((answer, failure) -> keep(key, mine, answer, failure));
      return mine.answer();
    }
    if (!before.bodyHash().equals(mine.bodyHash())) {
      throw new Refusal(WireProblem.REQUEST_ID_REUSED);
    }
    return before.answer();
  }

  /** Work that failed by our fault may be tried again under the same id. */
  private void keep(
      ReplayKey key, First first, @Nullable Answer answer, @Nullable Throwable failure) {
    if (answer == null || answer.ourFault()) {
      firsts.asMap().remove(key, first);
    }
    if (answer == null) {
      first
          .answer()
          .completeExceptionally(
              failure == null ? new IllegalStateException("no answer") : failure);
    } else {
      first.answer().complete(answer);
    }
  }
}
