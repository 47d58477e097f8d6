package org.rtcroom.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.rtcroom.kernel.SessionId;

/**
 * Where deliveries are kept. Each call is one short transaction of its own: it does all it is asked
 * for, or fails and does nothing.
 */
interface DeliveryStore {

  /**
   * A session whose next delivery is wanted.
   *
   * @param urgent whatever its back-off: also what failed a moment ago
   */
  record ClaimRequest(SessionId sessionId, boolean urgent) {}

  /**
   * What a look at a session's rows brought.
   *
   * @param claim what is to be delivered now
   * @param left what is left if there is no claim
   */
  record ClaimResult(Optional<Claim> claim, Remaining left) {

    static ClaimResult claimed(Claim claim) {
      return new ClaimResult(Optional.of(claim), Remaining.MORE);
    }

    static ClaimResult without(Remaining left) {
      return new ClaimResult(Optional.empty(), left);
    }
  }

  /** What is left to deliver for a session after a look at it. */
  enum Remaining {
    NOTHING,
    /** Something that may be delivered at once. */
    MORE,
    /** Something whose time has not come. */
    LATER,
    /** Something that another node is delivering. */
    ELSEWHERE
  }

  /**
   * Claims what comes first for each of several sessions.
   *
   * @param wanted names no session twice
   * @param lease after which others may claim it again
   * @return what the look at each of them brought, in the same order
   */
  List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease);

  /**
   * Ends deliveries that need no more attempts, and what their couriers say is over with them.
   *
   * @return of each, in the same order, whether it is gone; if not, something was kept meanwhile
   *     and may be claimed at once, or another node has claimed it
   */
  List<Boolean> finish(List<Claim> claims);

  /** Gives a claim back after a failure, not to be tried again before the pause is over. */
  void postpone(Claim claim, Duration pause, String reason);

  /** Sessions with something to deliver now, those that failed least often first. */
  List<SessionId> due(int limit);
}
