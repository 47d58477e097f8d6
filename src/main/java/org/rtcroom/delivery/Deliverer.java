package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.rtcroom.delivery.DeliveryStore.ClaimRequest;
import org.rtcroom.delivery.DeliveryStore.ClaimResult;
import org.rtcroom.delivery.DeliveryStore.Remaining;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.Notification;

/**
 * One delivery: claims it, has its courier carry it, and records how that ended. Deliveries of the
 * same time are claimed together, and recorded together with their like.
 *
 * <pre>
 *            claim, or kept         the courier says
 *            by an idle node        done or given up
 *  +------+ ---------------> +---------+ -----------> +------+
 *  | KEPT |                  | CLAIMED |              | GONE |
 *  +------+ &lt;--------------- +---------+              +------+
 *            the lease ends: at once
 *            kept once more meanwhile: at once
 *            the courier fails, or is silent: after a back-off
 * </pre>
 *
 * <p>The access log gets a line for a first failure and one for the end after it. A delivery that
 * succeeds at once leaves no line.
 */
@ApplicationScoped
class Deliverer {

  private static final Logger LOG = System.getLogger(Deliverer.class.getName());

  /**
   * Before an end is recorded, so that the ends of this time share a transaction. Only the next
   * delivery of the same session waits for it; after a crash meanwhile, the delivery is repeated.
   */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Characters of the text that is kept with a failure. */
  private static final int LONGEST_REASON = 200;

  @Inject DeliveryStore store;
  @Inject Couriers couriers;
  @Inject DeliverySettings settings;
  @Inject AccessLog accessLog;
  @Inject DeliveryThreads threads;

  private final Executor workers = work -> threads.workers().execute(work);
  private final StoreCalls<ClaimRequest, ClaimResult> claims =
      new StoreCalls<>(wanted -> store.claim(wanted, settings.lease()), workers);

  /**
   * Each kind apart: one courier may end more than rows of deliveries. A change of an open session
   * holds its head and wants its notice next: a batch that held notices and wanted heads would wait
   * for it in a ring.
   */
  private final Map<Notification, StoreCalls<Claim, Boolean>> ends = new ConcurrentHashMap<>();

  /**
   * Makes the first delivery of a session. While the courier is under way, no thread waits and no
   * transaction or connection is held.
   *
   * @param ahead the claim of that delivery, if there is one already
   * @param rest of the lease of that claim
   * @param urgent regardless of its back-off; the result then is certain about the rest
   * @param carried runs once the courier is back, or there was nothing to carry; never fails
   * @return never fails; ends at the latest when the claim does
   */
  CompletionStage<Remaining> deliver(
      SessionId sessionId, Optional<Claim> ahead, Duration rest, boolean urgent, Runnable carried) {
    Duration limit = ahead.isPresent() ? rest : settings.lease();
    return ahead
        .map(claim -> CompletableFuture.completedStage(ClaimResult.claimed(claim)))
        .map(claimed -> claimed.thenApplyAsync(result -> result, workers))
        .orElseGet(() -> claims.ask(new ClaimRequest(sessionId, urgent)))
        .thenCompose(
            result ->
                result
                    .claim()
                    .map(claim -> carry(claim, limit, urgent, carried))
                    .orElse(CompletableFuture.completedStage(result.left())))
        .exceptionally(failure -> failed(sessionId, failure));
  }

  /** A courier that fails or is silent leaves the delivery for later. */
  private CompletionStage<Remaining> carry(
      Claim claim, Duration limit, boolean urgent, Runnable carried) {
    return CompletableFuture.completedFuture(claim)
        .thenCompose(claimed -> couriers.of(claimed.kind()).carry(claimed.groupId()))
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(failure -> new DeliveryResult.Retry("the courier failed"))
        .whenComplete((result, none) -> carried.run())
        .thenCompose(result -> conclude(claim, urgent, result));
  }

  private CompletionStage<Remaining> conclude(Claim claim, boolean urgent, DeliveryResult result) {
    if (result instanceof DeliveryResult.Done && claim.attempts() == 0) {
      return finish(claim, urgent);
    }
    return CompletableFuture.supplyAsync(() -> note(claim, result), workers)
        .thenCompose(
            over ->
                over ? finish(claim, urgent) : CompletableFuture.completedStage(Remaining.LATER));
  }

  private CompletionStage<Remaining> finish(Claim claim, boolean urgent) {
    return ends.computeIfAbsent(
            claim.kind(), kind -> new StoreCalls<>(store::finish, threads.later(PAUSE)))
        .ask(claim)
        .thenApply(gone -> gone && !urgent ? Remaining.NOTHING : Remaining.MORE);
  }

  /**
   * Gives the claim back after a failure. The line is committed before that: without it the claim
   * ends by itself, and the delivery is repeated.
   *
   * @return whether no more attempts are needed
   */
  private boolean note(Claim claim, DeliveryResult result) {
    boolean again = result instanceof DeliveryResult.Retry;
    boolean done = result instanceof DeliveryResult.Done;
    String reason =
        result.reason().substring(0, Math.min(result.reason().length(), LONGEST_REASON));
    if (!again || claim.attempts() == 0) {
      accessLog.record(
          AccessKind.DELIVERY_FAILED,
          Actor.SERVICE,
          Map.of(
              "delivery", claim.kind().name(),
              "sessionId", claim.sessionId().value(),
              "failedBefore", String.valueOf(claim.attempts()),
              "outcome", again ? "tried again" : done ? "delivered late" : "given up",
              "reason", reason));
    }
    if (again) {
      store.postpone(claim, claim.backOff(), reason);
    }
    return !again;
  }

  /** When the node stops, deliveries under way have nowhere to go on. */
  private static Remaining failed(SessionId sessionId, Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable why = failure instanceof CompletionException && cause != null ? cause : failure;
    if (!(why instanceof RejectedExecutionException)) {
      LOG.log(Level.WARNING, "delivery for session " + sessionId + " waits", why);
    }
    return Remaining.LATER;
  }
}
