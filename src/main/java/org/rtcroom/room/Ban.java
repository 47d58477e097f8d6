package org.rtcroom.room;

import java.time.Instant;
import org.rtcroom.kernel.Pseudonyms;
import org.rtcroom.kernel.UserId;

/**
 * Keeps a user out of every session of a room, those to come included. Whom and of which room it
 * does not say: so it goes on when the user was erased from all that tells of it.
 *
 * @param id the pseudonym of the room and the user: every ban of a user from a room has the same
 * @param until from this moment on the user is let in again; whole milliseconds, the rest is cut
 *     off
 */
public record Ban(String id, Instant until) {

  /**
   * Whom a ban keeps out of which room.
   *
   * @param key compared without case, like the ids of rooms
   */
  public record Subject(RoomKey key, UserId userId) {

    public Subject {
      key = key.folded();
    }

    /** The id of a ban of that user from that room. */
    public String ban(Pseudonyms pseudonyms) {
      return pseudonyms.ofBan(key.space().name(), key.id(), userId);
    }
  }

  public Ban {
    until = Instant.ofEpochMilli(until.toEpochMilli());
  }
}
