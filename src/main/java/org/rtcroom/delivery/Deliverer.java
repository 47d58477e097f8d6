package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtcroom.room.SessionId;

/** One delivery: claims it, has the courier carry it, and records how that ended. */
@ApplicationScoped
class Deliverer {

  private static final Logger LOG = System.getLogger(Deliverer.class.getName());

  private DeliveryStore store;
  private Courier courier;
  private DeliverySettings settings;
  private FailureLog failures;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected Deliverer() {}

  @Inject
  Deliverer(DeliveryStore store, Courier courier, DeliverySettings settings, FailureLog failures) {
    this.failures = failures;
    this.store = store;
    this.courier = courier;
    this.settings = settings;
  }

  /**
   * Delivers what comes first for a session. While the courier is under way, no thread waits and no
   * transaction or connection is held.
   *
   * @param urgent whatever its back-off; the result then is certain about what is left
   * @param workers where the end of the delivery is recorded
   * @return never fails; ends at the latest when the claim does
   */
  CompletionStage<Left> deliver(SessionId sessionId, boolean urgent, Executor workers) {
    Look look;
    try {
      look = store.claim(sessionId, urgent, settings.lease());
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(failed(sessionId, e));
    }
    return look.claim()
        .map(claim -> carry(claim, urgent, workers))
        .orElse(CompletableFuture.completedStage(look.left()));
  }

  private CompletionStage<Left> carry(Claim claim, boolean urgent, Executor workers) {
    return CompletableFuture.completedFuture(claim)
        .thenCompose(this::send)
        .orTimeout(settings.lease().toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync((delivered, failure) -> conclude(claim, urgent, delivered), workers);
  }

  private CompletionStage<Delivered> send(Claim claim) {
    return switch (claim.kind()) {
      case NOTICE -> courier.notice(claim.groupId());
      case DESTROY_GROUP -> courier.destroyGroup(claim.groupId());
    };
  }

  /**
   * Without a word from the courier the claim is given back as after a failure. What is noted is
   * noted first: without that the claim ends by itself, and the outside is told once more.
   */
  private Left conclude(Claim claim, boolean urgent, @Nullable Delivered delivered) {
    try {
      if (delivered instanceof Delivered.Done) {
        failures.delivered(claim);
        return finish(claim, urgent);
      }
      if (delivered instanceof Delivered.GiveUp givenUp) {
        failures.givenUp(claim, shortened(givenUp.reason()));
        return finish(claim, urgent);
      }
      return postpone(
          claim,
          delivered instanceof Delivered.Retry retry ? retry.reason() : "the courier failed");
    } catch (RuntimeException e) {
      return failed(claim.sessionId(), e);
    }
  }

  private Left finish(Claim claim, boolean urgent) {
    boolean gone = store.finish(claim);
    return gone && !urgent ? Left.NOTHING : Left.MORE;
  }

  private Left postpone(Claim claim, String reason) {
    failures.failed(claim, shortened(reason));
    store.postpone(claim, BackOff.after(claim.attempts()), shortened(reason));
    return Left.LATER;
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(reason.length(), Claim.LONGEST_REASON));
  }

  private static Left failed(SessionId sessionId, RuntimeException failure) {
    LOG.log(Level.WARNING, "delivery for session " + sessionId + " waits", failure);
    return Left.LATER;
  }
}
