package org.rtcroom.room;

import java.time.Duration;
import java.util.Optional;

/**
 * The numbers one type of room runs by.
 *
 * @param capacity members at most, at least 1
 * @param heartbeatTimeout a member not heard from for longer than this has lapsed
 * @param idleTimeout how long an opened room may stay without its first member
 * @param maxAge when rooms end that are vacant, or whose members need no heartbeats
 * @param departure how long a room stays open that its last member has left; empty where the
 *     operator has not chosen
 * @param creatorClosesRoom whether the room ends when its creator leaves
 * @param audienceList viewers listed at most; more are counted
 * @param admission empty when the operator has not chosen
 * @param addressValidity how long addresses of its streams are good at most: as long as its rooms
 *     usually last, because installed clients connect again with the address they entered with
 * @param enabled whether the family is served at all
 */
public record RoomPolicy(
    int capacity,
    Duration heartbeatTimeout,
    Duration idleTimeout,
    Duration maxAge,
    Optional<Duration> departure,
    boolean creatorClosesRoom,
    int audienceList,
    Optional<Admission> admission,
    Duration addressValidity,
    boolean enabled) {

  /** How long guests of an invited session may take to come back, and to come. */
  private static final Duration OF_INVITED = Duration.ofMinutes(15);

  /** How long the room stays open without members; zero if it closes with its last one. */
  Duration departureTime(RoomState room) {
    return departure.orElse(room.invited() ? OF_INVITED : Duration.ZERO);
  }

  /** How long a room stays open that nobody has entered yet. */
  Duration idleTime(RoomState room) {
    Duration departing = departureTime(room);
    return room.invited() && departing.compareTo(idleTimeout) > 0 ? departing : idleTimeout;
  }

  /** Whether clients may open rooms themselves and enter any. */
  public boolean invitedOnly() {
    return admission.filter(Admission.INVITED::equals).isPresent();
  }
}
