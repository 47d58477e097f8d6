package org.rtcroom.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rtcroom.identity.UserId;

/** The open rooms of this node, by key and in lists. Reads are memory reads and never wait. */
@ApplicationScoped
public class RoomDirectory implements Room.Listener {

  private static final Logger LOG = System.getLogger(RoomDirectory.class.getName());

  @Inject Journal journal;
  @Inject Outbox outbox;
  @Inject Clock clock;

  private final Map<RoomKey, Room> rooms = new ConcurrentHashMap<>();
  private final RoomLists lists = new RoomLists();
  private final Set<RoomKey> quarantined = ConcurrentHashMap.newKeySet();

  /**
   * The open room of that key, as that user may see it.
   *
   * @return empty if there is none, or none for that user
   */
  public Optional<RoomState> find(RoomKey key, UserId userId) {
    return room(key).map(Room::state).filter(RoomState::open).filter(r -> r.existsFor(userId));
  }

  /** As {@link #find}, for whoever need not be admitted, such as the service itself. */
  public Optional<RoomState> find(RoomKey key) {
    return room(key).map(Room::state).filter(RoomState::open);
  }

  /** Where the chain of an open room ends. */
  public Optional<Position> position(RoomKey key) {
    return room(key).flatMap(Room::position);
  }

  /**
   * A page of the active rooms that user may see, in order of activation, then session id.
   *
   * @param category the free label of web rooms; empty text in the other families
   * @param invitedOnly whether the family shows only sessions that admit the user
   */
  public List<RoomState> list(
      IdSpace space, String category, UserId userId, boolean invitedOnly, Page wanted) {
    return lists.page(space, category, userId, invitedOnly, wanted).stream()
        .map(Room::state)
        .filter(RoomState::open)
        .toList();
  }

  /** As the other one, for whoever is nobody in particular: only rooms that exist for all. */
  public List<RoomState> list(IdSpace space, String category, Page wanted) {
    return lists.page(space, category, wanted).stream()
        .map(Room::state)
        .filter(RoomState::open)
        .toList();
  }

  /** Every room of this node as it is now, also those that are not open yet. */
  public Stream<RoomState> states() {
    return all().stream().map(Room::state);
  }

  /** The open rooms of this node. */
  public int size() {
    return rooms.size();
  }

  /** Sessions that are open in the journal but cannot be served, because their chain fails. */
  public int quarantined() {
    return quarantined.size();
  }

  /** Whether the id belongs to a session that cannot be served. */
  boolean quarantined(RoomKey key) {
    return quarantined.contains(key.folded());
  }

  Collection<Room> all() {
    return rooms.values();
  }

  /** The room that holds the id, whatever its phase; read back first if it is doubtful. */
  Optional<Room> room(RoomKey key) {
    Room room = rooms.get(key.folded());
    if (room == null || !room.state().key().equals(key)) {
      return Optional.empty();
    }
    room.settle();
    return rooms.get(key.folded()) == room ? Optional.of(room) : Optional.empty();
  }

  Room newRoom(Terms terms) {
    RoomState unopened =
        RoomState.unopened(SessionId.next(clock.instant()), terms, clock.instant());
    return new Room(unopened, journal, clock, this);
  }

  /** Puts a new room where its id leads to, unless another one is there beyond doubt. */
  boolean claim(Room room) {
    RoomKey key = room.state().key().folded();
    Room holder = rooms.get(key);
    if (holder != null) {
      holder.settle();
    }
    return !quarantined.contains(key) && rooms.putIfAbsent(key, room) == null;
  }

  void release(Room room) {
    rooms.remove(room.state().key().folded(), room);
  }

  /** Takes in a session as the journal holds it, at a start. */
  void restore(Recorded recorded) {
    Room room = new Room(recorded.state(), journal, clock, this);
    rooms.put(recorded.state().key().folded(), room);
    room.restore(recorded);
    lists.add(room, recorded.state());
  }

  void quarantine(Journal.OpenSession session, Journal.Broken why) {
    quarantined.add(session.key().folded());
    LOG.log(
        Level.ERROR,
        "quarantined: {0}, session {1}: {2}",
        session.key(),
        session.sessionId(),
        why.getMessage());
  }

  @Override
  public void published(Room room, RoomState before, Set<Telling> tellings) {
    RoomState after = room.state();
    if (after.phase() == Phase.CLOSED) {
      release(room);
      lists.remove(room, before);
    } else if (before.phase() != Phase.ACTIVE) {
      lists.add(room, after);
    }
    if (!tellings.isEmpty()) {
      outbox.wake(room.sessionId());
    }
  }

  @Override
  public void vanished(Room room) {
    release(room);
  }

  @Override
  public void broken(Room room, Journal.Broken why) {
    quarantine(new Journal.OpenSession(room.sessionId(), room.state().key()), why);
    release(room);
    lists.remove(room, room.state());
  }
}
