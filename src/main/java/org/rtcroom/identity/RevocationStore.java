package org.rtcroom.identity;

import java.time.Instant;
import org.rtcroom.kernel.UserId;

/** Keeps, per user, the moment before which issued tickets are refused. */
public interface RevocationStore {

  /**
   * Refuses the user's tickets issued before that moment, durably when this returns. The moment
   * only moves forward: an earlier one changes nothing.
   */
  void refuseBefore(UserId user, Instant notBefore);

  /** That moment; 1970 for a user whose tickets were never refused. */
  Instant notBefore(UserId user);
}
