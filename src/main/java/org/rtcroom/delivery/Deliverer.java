package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Notification;

/**
 * One delivery: claims it, has the courier carry it, and records how that ended. What comes at the
 * same time is claimed together, and recorded together with its like.
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

  private DeliveryStore store;
  private Courier courier;
  private FailureLog failures;
  private Duration lease;
  private Executor workers;
  private StoreCalls<ClaimRequest, ClaimResult> claims;
  private StoreCalls<Claim, Boolean> notices;

  /**
   * Apart from notices, for it also changes the heads of sessions. Whoever changes an open
   * session's head wants its notice next: mixed, they would wait for each other in a ring.
   */
  private StoreCalls<Claim, Boolean> destroyed;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected Deliverer() {}

  @Inject
  Deliverer(
      DeliveryStore store,
      Courier courier,
      DeliverySettings settings,
      FailureLog failures,
      DeliveryThreads threads) {
    this.failures = failures;
    this.store = store;
    this.courier = courier;
    this.lease = settings.lease();
    this.workers = work -> threads.workers().execute(work);
    this.claims = new StoreCalls<>(wanted -> store.claim(wanted, lease), workers);
    Executor later = task -> threads.later(PAUSE).execute(task);
    this.notices = new StoreCalls<>(store::finish, later);
    this.destroyed = new StoreCalls<>(store::finish, later);
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
                    .map(claim -> carry(claim, lease, urgent, carried))
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
        .thenCompose(this::send)
        .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
        .handle((delivered, failure) -> Optional.ofNullable(delivered))
        .whenComplete((delivered, failure) -> carried.run())
        .thenCompose(delivered -> conclude(claim, urgent, delivered.orElse(null)));
  }

  private CompletionStage<DeliveryResult> send(Claim claim) {
    return switch (claim.kind()) {
      case NOTICE -> courier.notice(claim.groupId());
      case DESTROY_GROUP -> courier.destroyGroup(claim.groupId());
    };
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
    StoreCalls<Claim, Boolean> alike = claim.kind() == Notification.NOTICE ? notices : destroyed;
    return alike.ask(claim).thenApply(gone -> gone && !urgent ? Remaining.NOTHING : Remaining.MORE);
  }

  /**
   * Without a word from the courier the claim is given back as after a failure. What is noted is
   * noted first: without that the claim ends by itself, and the outside is told once more.
   *
   * @return whether no more attempts are needed
   */
  private boolean note(Claim claim, @Nullable DeliveryResult delivered) {
    if (delivered instanceof DeliveryResult.Done) {
      failures.delivered(claim);
      return true;
    }
    if (delivered instanceof DeliveryResult.GiveUp givenUp) {
      failures.givenUp(claim, shortened(givenUp.reason()));
      return true;
    }
    postpone(
        claim,
        delivered instanceof DeliveryResult.Retry retry ? retry.reason() : "the courier failed");
    return false;
  }

  private void postpone(Claim claim, String reason) {
    failures.failed(claim, shortened(reason));
    store.postpone(claim, BackOff.after(claim.attempts()), shortened(reason));
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
