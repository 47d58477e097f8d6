package org.rtcroom.room;

import java.util.Optional;
import java.util.Set;
import org.rtcroom.kernel.UserId;

/**
 * The terms on which a session is opened.
 *
 * @param creator the user who opened it; empty when the first member will count as the creator
 * @param info the creator's free text for the room
 * @param category the free label web clients sort rooms by, or empty text
 * @param heartbeats whether silent members are evicted
 * @param group the owner of the IM group
 * @param admitted the users for whom the room exists; empty when it exists for all
 */
public record Terms(
    RoomType type,
    String roomId,
    Optional<UserId> creator,
    String info,
    String category,
    boolean heartbeats,
    GroupOwner group,
    Optional<Set<UserId>> admitted) {

  public Terms {
    admitted = admitted.map(Set::copyOf);
  }

  public RoomKey key() {
    return new RoomKey(type.idSpace(), roomId);
  }
}
