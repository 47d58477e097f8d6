package org.rtcroom.room;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.SessionId;

/**
 * The rooms in the memory of this node: by id, in lists, and which ids belong to sessions that
 * cannot be served. Keys are folded.
 */
final class OpenRooms {

  private final Map<RoomKey, Room> rooms = new ConcurrentHashMap<>();
  private final Map<RoomKey, SessionId> quarantined = new ConcurrentHashMap<>();
  final RoomLists lists = new RoomLists();

  @Nullable Room at(RoomKey key) {
    return rooms.get(key);
  }

  boolean holds(Room room) {
    return rooms.get(room.state().key().folded()) == room;
  }

  Collection<Room> all() {
    return rooms.values();
  }

  /** Gives a room its id, which no other room holds and which is not quarantined. */
  boolean claim(Room room) {
    RoomKey key = room.state().key().folded();
    return !quarantined.containsKey(key) && rooms.putIfAbsent(key, room) == null;
  }

  /**
   * Takes in a room that the journal holds, if no other one has its id. Since an id has one open
   * session at a time, a quarantined one under it is over.
   */
  boolean enter(Room room) {
    RoomKey key = room.state().key().folded();
    Room there =
        rooms.computeIfAbsent(
            key,
            k -> {
              quarantined.remove(k);
              lists.add(room, room.state());
              return room;
            });
    return there == room;
  }

  void release(Room room) {
    rooms.remove(room.state().key().folded(), room);
  }

  /** Follows a room from one state to the next. */
  void follow(Room room, RoomState before) {
    RoomState after = room.state();
    if (after.phase() == Phase.ACTIVE) {
      lists.add(room, after);
      return;
    }
    lists.remove(room, before);
    if (after.phase() == Phase.CLOSED) {
      release(room);
    }
  }

  /** Forgets a room that did not close. */
  void remove(Room room) {
    release(room);
    lists.remove(room, room.state());
  }

  void quarantine(Journal.OpenSession session) {
    quarantined.put(session.key().folded(), session.sessionId());
  }

  /** The session is over: its id is free again. */
  void endQuarantine(RoomKey key, SessionId session) {
    quarantined.remove(key, session);
  }

  Optional<SessionId> quarantinedAt(RoomKey key) {
    return Optional.ofNullable(quarantined.get(key));
  }

  int quarantined() {
    return quarantined.size();
  }
}
