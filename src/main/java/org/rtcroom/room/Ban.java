package org.rtcroom.room;

import java.time.Instant;
import org.rtcroom.identity.UserId;

/**
 * Keeps a user out of every session of a room, those to come included.
 *
 * @param key compared without case, like the ids of rooms
 * @param until from this moment on the user is let in again
 */
public record Ban(RoomKey key, UserId userId, Instant until) {

  public Ban {
    key = key.folded();
  }
}
