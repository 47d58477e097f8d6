package org.rtcroom.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.AccessLog;

/**
 * Notes in the access log what the outside could not be told: a delivery's first failure, and how
 * it ended after that. What is delivered at once leaves no line. Waits until a line is committed.
 */
@ApplicationScoped
class FailureLog {

  private AccessLog accessLog;

  /** For CDI's proxies only. */
  @SuppressWarnings("NullAway.Init")
  protected FailureLog() {}

  @Inject
  FailureLog(AccessLog accessLog) {
    this.accessLog = accessLog;
  }

  /** It will be tried again; noted the first time only. */
  void failed(Claim claim, String reason) {
    if (claim.attempts() == 0) {
      note(claim, "tried again", reason);
    }
  }

  /** It will not be tried again. */
  void givenUp(Claim claim, String reason) {
    note(claim, "given up", reason);
  }

  /** It succeeded; noted if it had failed before. */
  void delivered(Claim claim) {
    if (claim.attempts() > 0) {
      note(claim, "delivered late", "");
    }
  }

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
}
