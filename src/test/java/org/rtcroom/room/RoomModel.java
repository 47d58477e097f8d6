package org.rtcroom.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.UserId;

/**
 * What live_rooms should be, written down once more in the simplest words: mutable, slow, and
 * without a look at the code under test. Capacity 4, three viewers listed.
 */
final class RoomModel {

  static final int CAPACITY = 4;
  static final int LISTED = 3;

  /** One open room. */
  static final class Open {
    final UserId creator;
    boolean creatorCame;
    final List<UserId> members = new ArrayList<>();
    final Map<UserId, String> names = new HashMap<>();
    final Set<UserId> removed = new HashSet<>();
    final Set<UserId> watching = new HashSet<>();
    final List<UserId> listed = new ArrayList<>();
    final Map<String, Object> info = new LinkedHashMap<>();
    long status;

    Open(UserId creator) {
      this.creator = creator;
    }
  }

  final Map<String, Open> rooms = new HashMap<>();

  Optional<Problem> open(String id, UserId user) {
    if (rooms.containsKey(id)) {
      return Optional.of(Problem.ROOM_ID_IN_USE);
    }
    rooms.put(id, new Open(user));
    return Optional.empty();
  }

  Optional<Problem> join(String id, UserId user, String name) {
    Open room = rooms.get(id);
    if (room == null) {
      room = new Open(user);
      rooms.put(id, room);
    }
    if (room.removed.contains(user)) {
      return Optional.of(Problem.NOT_ALLOWED);
    }
    if (!room.members.contains(user)) {
      if (!room.creatorCame && !room.creator.equals(user)) {
        return Optional.of(Problem.CREATOR_ABSENT);
      }
      if (room.members.size() >= CAPACITY) {
        return Optional.of(Problem.ROOM_FULL);
      }
      room.members.add(user);
    }
    room.names.put(user, name);
    room.creatorCame |= room.creator.equals(user);
    return Optional.empty();
  }

  Optional<Problem> leave(String id, UserId user) {
    Open room = rooms.get(id);
    if (room == null || !room.members.contains(user)) {
      return Optional.of(Problem.NOT_A_MEMBER);
    }
    gone(id, room, user);
    return Optional.empty();
  }

  private void gone(String id, Open room, UserId user) {
    room.members.remove(user);
    room.names.remove(user);
    if (room.members.isEmpty() || room.creator.equals(user)) {
      rooms.remove(id);
    }
  }

  Optional<Problem> remove(String id, UserId user) {
    Open room = rooms.get(id);
    if (room == null) {
      return Optional.of(Problem.NO_SUCH_ROOM);
    }
    room.removed.add(user);
    if (room.members.contains(user)) {
      gone(id, room, user);
    }
    return Optional.empty();
  }

  Optional<Problem> close(String id, UserId user) {
    Open room = rooms.get(id);
    Optional<Problem> shut = shutFor(room, user);
    if (shut.isPresent()) {
      return shut;
    }
    if (room != null && !room.creator.equals(user)) {
      return Optional.of(Problem.NOT_THE_CREATOR);
    }
    rooms.remove(id);
    return Optional.empty();
  }

  private static Optional<Problem> shutFor(@Nullable Open room, UserId user) {
    if (room == null) {
      return Optional.of(Problem.NO_SUCH_ROOM);
    }
    return room.removed.contains(user) ? Optional.of(Problem.NOT_ALLOWED) : Optional.empty();
  }

  Optional<Problem> heartbeat(String id, UserId user, long status) {
    Open room = rooms.get(id);
    if (room == null || !room.members.contains(user)) {
      return Optional.of(Problem.NOT_A_MEMBER);
    }
    if (room.creator.equals(user)) {
      room.status = status;
    }
    return Optional.empty();
  }

  Optional<Problem> come(String id, UserId user) {
    Open room = rooms.get(id);
    Optional<Problem> shut = shutFor(room, user);
    if (shut.isPresent() || room == null) {
      return shut;
    }
    room.watching.add(user);
    if (!room.listed.contains(user)) {
      if (room.listed.size() >= LISTED) {
        return Optional.of(Problem.AUDIENCE_FULL);
      }
      room.listed.add(0, user);
    }
    return Optional.empty();
  }

  Optional<Problem> go(String id, UserId user) {
    Open room = rooms.get(id);
    Optional<Problem> shut = shutFor(room, user);
    if (shut.isEmpty() && room != null) {
      room.watching.remove(user);
      room.listed.remove(user);
    }
    return shut;
  }

  Optional<Problem> count(String id, UserId user, String field, long delta) {
    Open room = rooms.get(id);
    Optional<Problem> shut = shutFor(room, user);
    if (shut.isPresent() || room == null) {
      return shut;
    }
    if (!room.members.contains(user) && !room.watching.contains(user)) {
      return Optional.of(Problem.NOT_A_MEMBER);
    }
    Object old = room.info.getOrDefault(field, 0L);
    if (old instanceof String) {
      return Optional.of(Problem.FIELD_REFUSED);
    }
    room.info.put(field, (Long) old + delta);
    return Optional.empty();
  }

  Optional<Problem> set(String id, UserId user, String field, String text) {
    Open room = rooms.get(id);
    Optional<Problem> shut = shutFor(room, user);
    if (shut.isPresent() || room == null) {
      return shut;
    }
    if (!room.members.contains(user)) {
      return Optional.of(Problem.NOT_A_MEMBER);
    }
    room.info.put(field, text);
    return Optional.empty();
  }
}
