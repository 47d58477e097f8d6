package org.rtcroom.room;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.BrokenChain;

/**
 * The changes that other nodes recorded and memory lacks: sessions to be read for the first time,
 * and rooms to be read again. News only take note of them; they are read when a caller asks for the
 * room, so that a room that cannot be read holds up no other room.
 */
final class RemoteChanges {

  private static final Logger LOG = System.getLogger(RemoteChanges.class.getName());

  /** How often other nodes may open or close a session while this id is being settled. */
  private static final int LOOKS = 10;

  private final OpenRooms rooms;
  private final Function<Cluster.SessionNews, Optional<Room>> reader;
  private final BiConsumer<Journal.OpenSession, BrokenChain> quarantine;
  private final Map<RoomKey, Cluster.SessionNews> unread = new ConcurrentHashMap<>();
  private final Map<Room, Boolean> outdated = new ConcurrentHashMap<>();

  /**
   * Nothing is lacking yet.
   *
   * @param reader the open session as recorded; throws {@link RoomException} if it cannot be read
   *     now, {@link BrokenChain} if never
   * @param quarantine told of a session that can never be read
   */
  RemoteChanges(
      OpenRooms rooms,
      Function<Cluster.SessionNews, Optional<Room>> reader,
      BiConsumer<Journal.OpenSession, BrokenChain> quarantine) {
    this.rooms = rooms;
    this.reader = reader;
    this.quarantine = quarantine;
  }

  /** Every room in memory may be wrong. Never waits. */
  void doubtAll() {
    for (Room room : rooms.all()) {
      room.doubt();
      outdated.put(room, true);
    }
  }

  /** Takes note. Never waits. */
  void learn(List<Cluster.SessionNews> sessions) {
    sessions.stream().filter(Cluster.SessionNews::closed).forEach(this::learn);
    sessions.stream().filter(moved -> !moved.closed()).forEach(this::learn);
  }

  private void learn(Cluster.SessionNews moved) {
    RoomKey key = moved.key().folded();
    unread.compute(key, (k, before) -> unreadAfter(key, moved, before));
  }

  private Cluster.@Nullable SessionNews unreadAfter(
      RoomKey key, Cluster.SessionNews moved, Cluster.@Nullable SessionNews before) {
    Room room = rooms.at(key);
    if (moved.closed()) {
      rooms.endQuarantine(key, moved.sessionId());
    }
    if (room != null && room.sessionId().equals(moved.sessionId())) {
      tell(room, moved);
      return before;
    }
    if (moved.closed()) {
      boolean ended = before != null && before.sessionId().equals(moved.sessionId());
      return ended ? null : before;
    }
    boolean unreadable = rooms.quarantinedAt(key).filter(moved.sessionId()::equals).isPresent();
    return unreadable ? before : moved;
  }

  private void tell(Room room, Cluster.SessionNews moved) {
    room.told(moved.lastSeq());
    if (room.behind()) {
      outdated.put(room, true);
    }
  }

  /**
   * Brings the room that memory holds under an id in line with its recorded session.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN} if that cannot be read now
   */
  void settle(RoomKey key) {
    for (int look = 0; look < LOOKS; look++) {
      Room room = rooms.at(key);
      if (room != null && room.doubtful()) {
        room.settle();
        room = rooms.at(key);
      }
      Cluster.SessionNews wanted = unread.get(key);
      if (wanted == null) {
        return;
      }
      if (room == null) {
        takeIn(key, wanted);
      } else {
        room.awaitOpening();
      }
    }
    throw new RoomException(Problem.TRY_AGAIN, key + " changes too fast to be read");
  }

  private void takeIn(RoomKey key, Cluster.SessionNews wanted) {
    Predicate<Cluster.SessionNews> taken = read(wanted);
    unread.computeIfPresent(
        key,
        (k, now) -> now.sessionId().equals(wanted.sessionId()) && taken.test(now) ? null : now);
  }

  /** Takes the session that was read in; tells whether nothing of it is left to be read. */
  private Predicate<Cluster.SessionNews> read(Cluster.SessionNews wanted) {
    try {
      Optional<Room> room = reader.apply(wanted);
      return now -> room.isEmpty() || entered(room.get(), now);
    } catch (BrokenChain e) {
      return now -> {
        quarantine.accept(new Journal.OpenSession(wanted.sessionId(), wanted.key(), 0), e);
        return true;
      };
    }
  }

  /** News that came since the session was read make it outdated at once. */
  private boolean entered(Room room, Cluster.SessionNews now) {
    boolean entered = rooms.enter(room);
    if (entered) {
      tell(room, now);
    }
    return entered;
  }

  /** Settles all rooms. A room that cannot be read now is left as it is, for the next time. */
  void settleAll() {
    for (Room room : outdated.keySet()) {
      leaving(room.state().key(), room::settle);
      outdated.computeIfPresent(room, (r, is) -> (r.doubtful() && rooms.holds(r)) ? is : null);
    }
    unread.keySet().forEach(key -> leaving(key, () -> settle(key)));
  }

  private static void leaving(RoomKey key, Runnable reading) {
    try {
      reading.run();
    } catch (RoomException e) {
      LOG.log(Level.WARNING, "{0} is shown as it was: {1}", key, e.getMessage());
    }
  }
}
