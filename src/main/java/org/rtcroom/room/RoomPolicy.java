package org.rtcroom.room;

import java.time.Duration;
import java.util.Optional;

/**
 * The numbers one type of room runs by.
 *
 * @param capacity members at most, at least 1
 * @param heartbeatTimeout a member not heard from for longer than this has lapsed
 * @param idleTimeout how long an opened room may stay without its first member
 * @param maxAge when rooms whose members need no heartbeats end
 * @param creatorClosesRoom whether the room ends when its creator leaves
 * @param audienceList viewers listed at most; more are counted
 * @param admission empty when the operator has not chosen
 * @param enabled whether the family is served at all
 */
public record RoomPolicy(
    int capacity,
    Duration heartbeatTimeout,
    Duration idleTimeout,
    Duration maxAge,
    boolean creatorClosesRoom,
    int audienceList,
    Optional<Admission> admission,
    boolean enabled) {

  /** Whether clients may open rooms themselves and enter any. */
  public boolean invitedOnly() {
    return admission.filter(Admission.INVITED::equals).isPresent();
  }
}
