package org.rtcroom.weapp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Gives a request that is repeated with the same {@code X-Request-Id} within 60 s its first answer,
 * also while the first is still being worked on. Knows what this node served since its start.
 */
@Unproxied
class Replays {

  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final long MOST_REMEMBERED = 50_000;

  private record Key(UserId user, String operation, String requestId) {}

  /** The first request under a key, told from later ones by identity. */
  private static final class First {
    private final String bodyHash;
    private final Instant at;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private First(String bodyHash, Instant at) {
      this.bodyHash = bodyHash;
      this.at = at;
    }
  }

  private final Cache<Key, First> firsts =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(KEPT).build();

  @Inject Clock clock;
  @Inject Problems problems;

  /** The answer to an authenticated request: of the work, or of the first of its kind. */
  CompletionStage<Response> answered(WeappRequest request, Supplier<CompletionStage<Answer>> work) {
    return once(request, request.caller().user(), () -> problems.guarded(request, work))
        .thenApply(answer -> answer.to(request));
  }

  /**
   * Does the work, unless it has been done.
   *
   * @param work never fails
   * @throws Refusal {@link WireProblem#REQUEST_ID_REUSED} if the id came with another body before
   */
  CompletionStage<Answer> once(
      WeappRequest request, UserId user, Supplier<CompletionStage<Answer>> work) {
    if (!request.repeatable()) {
      return work.get();
    }
    Key key = new Key(user, request.name(), request.id());
    First mine = new First(request.bodyHash(), clock.instant());
    First first = firsts.asMap().merge(key, mine, (old, newer) -> fresh(old) ? old : newer);
    if (first == mine) {
      work.get().whenComplete((answer, failure) -> keep(key, mine, answer, failure));
    } else if (!first.bodyHash.equals(mine.bodyHash)) {
      throw new Refusal(WireProblem.REQUEST_ID_REUSED);
    }
    return first.answer;
  }

  private boolean fresh(First first) {
    return clock.instant().isBefore(first.at.plus(KEPT));
  }

  /** Work that failed by our fault may be tried again under the same id. */
  private void keep(Key key, First first, @Nullable Answer answer, @Nullable Throwable failure) {
    if (answer == null || answer.ourFault()) {
      firsts.asMap().remove(key, first);
    }
    if (answer == null) {
      first.answer.completeExceptionally(
          failure == null ? new IllegalStateException("no answer") : failure);
    } else {
      first.answer.complete(answer);
    }
  }
}
