package org.rtcroom.room;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes recorded and memory lacks: sessions to be read for the first time, and rooms to
 * be read again. News only take note of them; they are read when somebody asks, so that a room that
 * cannot be read holds up nobody else.
 */
final class Elsewhere {

  private static final Logger LOG = System.getLogger(Elsewhere.class.getName());

  private final OpenRooms rooms;
  private final Function<Cluster.Moved, Optional<Room>> reader;
  private final Map<RoomKey, Cluster.Moved> unread = new ConcurrentHashMap<>();
  private final Set<Room> outdated = ConcurrentHashMap.newKeySet();

  /**
   * @param reader the open session as recorded; throws {@link RoomException} if it cannot be read
   *     now
   */
  Elsewhere(OpenRooms rooms, Function<Cluster.Moved, Optional<Room>> reader) {
    this.rooms = rooms;
    this.reader = reader;
  }

  /** Takes note. Never waits. */
  void learn(List<Cluster.Moved> sessions) {
    sessions.stream().filter(Cluster.Moved::closed).forEach(this::learn);
    sessions.stream().filter(moved -> !moved.closed()).forEach(this::learn);
  }

  private void learn(Cluster.Moved moved) {
    RoomKey key = moved.key().folded();
    unread.compute(key, (k, other) -> unreadAfter(key, moved, other));
    if (moved.closed()) {
      rooms.endQuarantine(key, moved.sessionId());
    }
  }

  private Cluster.@Nullable Moved unreadAfter(
      RoomKey key, Cluster.Moved moved, Cluster.@Nullable Moved before) {
    Room room = rooms.at(key);
    if (room != null && room.sessionId().equals(moved.sessionId())) {
      room.told(moved.lastSeq());
      if (room.behind()) {
        outdated.add(room);
      }
      return before;
    }
    if (moved.closed()) {
      boolean ended = before != null && before.sessionId().equals(moved.sessionId());
      return ended ? null : before;
    }
    boolean unreadable = rooms.quarantinedAt(key).filter(moved.sessionId()::equals).isPresent();
    return unreadable ? before : moved;
  }

  /**
   * Brings what memory holds under an id in line with what is known to be recorded.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if that cannot be read now
   */
  void settle(RoomKey key) {
    Room room = rooms.at(key);
    if (room != null) {
      room.settle();
    }
    Cluster.Moved wanted = unread.get(key);
    while (wanted != null && rooms.at(key) == null) {
      takeIn(key, wanted);
      wanted = unread.get(key);
    }
  }

  /** News of the session that come in between make it read again. */
  private void takeIn(RoomKey key, Cluster.Moved wanted) {
    Optional<Room> read = reader.apply(wanted);
    unread.computeIfPresent(
        key, (k, now) -> now.equals(wanted) && read.map(rooms::enter).orElse(true) ? null : now);
  }

  /** Settles everything. What cannot be read now is left as it is, for the next time. */
  void settleAll() {
    outdated.removeIf(this::settled);
    unread.keySet().forEach(key -> leaving(key, () -> settle(key)));
  }

  private boolean settled(Room room) {
    leaving(room.state().key(), room::settle);
    return !room.doubtful() || !rooms.holds(room);
  }

  private static void leaving(RoomKey key, Runnable reading) {
    try {
      reading.run();
    } catch (RoomException e) {
      LOG.log(Level.WARNING, "{0} is shown as it was: {1}", key, e.getMessage());
    }
  }
}
