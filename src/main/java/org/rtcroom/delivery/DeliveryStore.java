package org.rtcroom.delivery;

import java.time.Duration;
import java.util.List;
import org.rtcroom.kernel.SessionId;

/**
 * Where deliveries are kept. Each call is one short transaction of its own: it does all it is asked
 * for, or fails and does nothing.
 */
public interface DeliveryStore {

  /**
   * Claims what comes first for each of several sessions.
   *
   * @param wanted names no session twice
   * @param lease after which others may claim it again
   * @return what the look at each of them brought, in the same order
   */
  List<ClaimResult> claim(List<ClaimRequest> wanted, Duration lease);

  /**
   * Ends deliveries that need no more attempts. With the destroying of a group, the session's claim
   * on the group id ends too.
   *
   * @return of each, in the same order, whether it is gone; if not, something was kept meanwhile
   *     and may be claimed at once, or somebody else has claimed it
   */
  List<Boolean> finish(List<Claim> claims);

  /** Gives a claim back after a failure, not to be tried again before the pause is over. */
  void postpone(Claim claim, Duration pause, String reason);

  /** Sessions with something to deliver now, those that failed least often first. */
  List<SessionId> due(int limit);
}
