package org.rtcroom.delivery;

import java.time.Duration;
import java.util.List;
import org.rtcroom.room.SessionId;

/** Where deliveries are kept. Each call is one short transaction of its own. */
public interface DeliveryStore {

  /**
   * Claims what comes first for a session.
   *
   * @param ignoringBackOff also what failed a moment ago
   * @param lease after which others may claim it again
   */
  Look claim(SessionId sessionId, boolean ignoringBackOff, Duration lease);

  /**
   * Ends a delivery that needs no more attempts. With the destroying of a group, the session's
   * claim on the group id ends too.
   *
   * @return whether it is gone; if not, something was kept meanwhile and it may be claimed at once
   */
  boolean finish(Claim claim);

  /** Gives a claim back after a failure, not to be tried again before the pause is over. */
  void postpone(Claim claim, Duration pause, String reason);

  /** Sessions with something to deliver now, those that failed least often first. */
  List<SessionId> due(int limit);
}
