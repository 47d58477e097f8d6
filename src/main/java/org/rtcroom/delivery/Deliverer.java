package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtcroom.delivery.DeliveryStore.ClaimRequest;
import org.rtcroom.delivery.DeliveryStore.ClaimResult;
import org.rtcroom.delivery.DeliveryStore.Remaining;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.Notification;

/**
 * One delivery: claims it, has its courier carry it, and records how that ended. What comes at the
 * same time is claimed together, and recorded together with its like.
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
 * <p>The access log is told of a first failure and of the end after it. What is delivered at once
 * leaves no line.
 */
@ApplicationScoped
class Deliverer {

  private static final Logger LOG = System.getLogger(Deliverer.class.getName());

  /**
   * Before an end is recorded, so that those of this time share a transaction. Only what comes next
   * for the same session waits for it; a crash meanwhile lets what was delivered be delivered once
   * more.
   */
  private static final Duration PAUSE = Duration.ofMillis(50);

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
  private final Map<Notification, StoreCalls<Claim, Boolean>> ends =
      Arrays.stream(Notification.values())
          .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> together()));

  private StoreCalls<Claim, Boolean> together() {
    return new StoreCalls<>(
        ended -> store.finish(ended), task -> threads.later(PAUSE).execute(task));
  }

  /**
   * Delivers what comes first for a session. While the courier is under way, no thread waits and no
   * transaction or connection is held.
   *
   * @param urgent whatever its back-off; the result then is certain about what is left
   * @param carried runs once the courier is back, or there was nothing to carry; never fails
   * @return never fails; ends at the latest when the claim does
   */
  CompletionStage<Remaining> deliver(SessionId sessionId, boolean urgent, Runnable carried) {
    return claims
        .ask(new ClaimRequest(sessionId, urgent))
        .thenCompose(
            look ->
                look.claim()
                    .map(claim -> carry(claim, settings.lease(), urgent, carried))
                    .orElse(CompletableFuture.completedStage(look.left())))
        .exceptionally(failure -> failed(sessionId, failure));
  }

  /**
   * As {@link #deliver(SessionId, boolean, Runnable)}, of what is claimed already.
   *
   * @param limit what is left of the lease
   */
  CompletionStage<Remaining> deliver(
      Claim claim, Duration limit, boolean urgent, Runnable carried) {
    return CompletableFuture.completedStage(claim)
        .thenComposeAsync(claimed -> carry(claimed, limit, urgent, carried), workers)
        .exceptionally(failure -> failed(claim.sessionId(), failure));
  }

  private CompletionStage<Remaining> carry(
      Claim claim, Duration limit, boolean urgent, Runnable carried) {
    return CompletableFuture.completedFuture(claim)
        .thenCompose(sent -> couriers.of(sent.kind()).carry(sent.groupId()))
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .handle((delivered, failure) -> Optional.ofNullable(delivered))
        .whenComplete((delivered, failure) -> carried.run())
        .thenCompose(delivered -> conclude(claim, urgent, delivered.orElse(null)));
  }

  private CompletionStage<Remaining> conclude(
      Claim claim, boolean urgent, @Nullable DeliveryResult delivered) {
    if (delivered instanceof DeliveryResult.Done && claim.attempts() == 0) {
      return finish(claim, urgent);
    }
    return CompletableFuture.completedStage(claim)
        .thenApplyAsync(ended -> note(ended, delivered), workers)
        .thenCompose(
            over ->
                over ? finish(claim, urgent) : CompletableFuture.completedStage(Remaining.LATER));
  }

  private CompletionStage<Remaining> finish(Claim claim, boolean urgent) {
    return Objects.requireNonNull(ends.get(claim.kind()))
        .ask(claim)
        .thenApply(gone -> gone && !urgent ? Remaining.NOTHING : Remaining.MORE);
  }

  /**
   * Without a word from the courier the claim is given back as after a failure. What is noted is
   * noted first: without that the claim ends by itself, and the outside is told once more.
   *
   * @return whether no more attempts are needed
   */
  private boolean note(Claim claim, @Nullable DeliveryResult delivered) {
    if (delivered instanceof DeliveryResult.Done) {
      note(claim, "delivered late", "");
      return true;
    }
    if (delivered instanceof DeliveryResult.GiveUp givenUp) {
      note(claim, "given up", shortened(givenUp.reason()));
      return true;
    }
    String reason =
        delivered instanceof DeliveryResult.Retry retry
            ? shortened(retry.reason())
            : "the courier failed";
    if (claim.attempts() == 0) {
      note(claim, "tried again", reason);
    }
    store.postpone(claim, BackOff.after(claim.attempts()), reason);
    return false;
  }

  /** Returns once the line is committed. */
  private void note(Claim claim, String outcome, String reason) {
    accessLog.record(
        AccessKind.DELIVERY_FAILED,
        Actor.SERVICE,
        Map.of(
            "delivery", claim.kind().name(),
            "sessionId", claim.sessionId().value(),
            "group", claim.groupId(),
            "failedBefore", String.valueOf(claim.attempts()),
            "outcome", outcome,
            "reason", reason));
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(reason.length(), Claim.LONGEST_REASON));
  }

  /** At the node's end, what is under way has nowhere to go on. */
  private static Remaining failed(SessionId sessionId, Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable why = failure instanceof CompletionException && cause != null ? cause : failure;
    if (!(why instanceof RejectedExecutionException)) {
      LOG.log(Level.WARNING, "delivery for session " + sessionId + " waits", why);
    }
    return Remaining.LATER;
  }
}
