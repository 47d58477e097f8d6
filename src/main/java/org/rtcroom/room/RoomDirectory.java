package org.rtcroom.room;

import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.ServedRequest;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * The open rooms, by key and in lists. On a single node reads are memory reads and never wait; in a
 * cluster every look is preceded by a {@link NewsReader}, and shows everything committed before it.
 */
@Unproxied
public class RoomDirectory {

  private static final Logger LOG = System.getLogger(RoomDirectory.class.getName());

  @Inject Journal journal;
  @Inject Outbox outbox;
  @Inject Clock clock;
  @Inject NewsReader catchUp;
  @Inject RoomSettings settings;
  @Inject Pauses pauses;

  private final OpenRooms rooms = new OpenRooms();
  private final RemoteChanges elsewhere = new RemoteChanges(rooms, this::read, this::quarantine);

  /**
   * The open room of that key, as that user may see it.
   *
   * @return empty if there is none, or none for that user
   * @throws RoomException {@link Problem#TRY_AGAIN} if a database that has to be asked does not
   *     answer; so do all others
   */
  public Optional<RoomState> find(RoomKey key, UserId userId) {
    return room(key).map(Room::state).filter(RoomState::open).filter(r -> r.existsFor(userId));
  }

  /** As {@link #find}; a caller without a user id sees only rooms that exist for all. */
  public Optional<RoomState> find(RoomKey key, Optional<UserId> userId) {
    return userId.isPresent()
        ? find(key, userId.get())
        : find(key).filter(room -> room.terms().admitted().isEmpty());
  }

  /** As {@link #find}, for callers that need no admission, such as the service itself. */
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
   * @param userId empty for a caller without a user id, who sees only rooms that exist for all
   * @param invitedOnly whether the family shows only sessions that admit the user
   */
  public List<RoomState> list(
      IdSpace space,
      String category,
      Optional<UserId> userId,
      boolean invitedOnly,
      ListRange wanted) {
    refresh();
    return rooms.lists.page(space, category, userId, invitedOnly, wanted).stream()
        .map(Room::state)
        .filter(room -> room.phase() == Phase.ACTIVE)
        .toList();
  }

  /** Every room of this node as it is now, also those that are not open yet. */
  public Stream<RoomState> states() {
    return all().stream().map(Room::state);
  }

  /** The open rooms this node knows of. */
  public int size() {
    return rooms.all().size();
  }

  /** Sessions that are open in the journal but cannot be served, because their chain fails. */
  public int quarantined() {
    return rooms.quarantined();
  }

  /** Whether the id belongs to a session that cannot be served. */
  boolean quarantined(RoomKey key) {
    return rooms.quarantinedAt(key.folded()).isPresent();
  }

  Collection<Room> all() {
    return rooms.all();
  }

  /** The room that holds the id, in any phase; read back first if it is doubtful. */
  Optional<Room> room(RoomKey key) {
    catchUp.now();
    RoomKey folded = key.folded();
    elsewhere.settle(folded);
    Room room = rooms.at(folded);
    if (room == null || !room.state().key().equals(key)) {
      return Optional.empty();
    }
    ServedRequest.note(room.sessionId());
    return Optional.of(room);
  }

  /** The room that memory holds under the id, as it is known now. Never waits. */
  Optional<Room> remembered(RoomKey key) {
    return Optional.ofNullable(rooms.at(key.folded())).filter(r -> r.state().key().equals(key));
  }

  /** As {@link #room}; throws that problem if there is none. */
  Room require(RoomKey key, Problem ifAbsent) {
    return room(key).orElseThrow(() -> new RoomException(ifAbsent, key.toString()));
  }

  /** Reads all that memory lacks, as far as it can be read now. */
  void refresh() {
    catchUp.now();
    elsewhere.settleAll();
  }

  /** Takes note of changes, by any node. Never waits. */
  void learn(Cluster.News news) {
    if (news.anew()) {
      elsewhere.doubtAll();
    }
    elsewhere.learn(news.sessions());
  }

  Room newRoom(Terms terms) {
    RoomState unopened =
        RoomState.unopened(SessionId.next(clock.instant()), terms, clock.instant());
    return room(unopened);
  }

  private Room room(RoomState state) {
    Terms terms = state.terms();
    long timeout = settings.policyOf(terms.type()).heartbeatTimeout().toMillis();
    long late = catchUp.alone() ? 0 : settings.heartbeatFlush().multipliedBy(2).toMillis();
    Heartbeats heartbeats =
        new Heartbeats(terms.heartbeats() ? timeout / 2 + late : Long.MAX_VALUE, pauses);
    return new Room(state, heartbeats, this);
  }

  /** Puts a new room where its id leads to, unless another one is there beyond doubt. */
  boolean claim(Room room) {
    catchUp.now();
    elsewhere.settle(room.state().key().folded());
    return rooms.claim(room);
  }

  void release(Room room) {
    rooms.release(room);
  }

  /** Takes in a session as the journal holds it, at a start. */
  void restore(RecordedSession recorded) {
    rooms.enter(roomOf(recorded));
  }

  private Room roomOf(RecordedSession recorded) {
    Room room = room(recorded.state());
    room.restore(recorded, catchUp.alone());
    return room;
  }

  private Optional<Room> read(Cluster.SessionNews session) {
    try {
      return journal
          .load(session.sessionId())
          .filter(recorded -> recorded.state().phase() != Phase.CLOSED)
          .map(this::roomOf);
    } catch (Journal.NotRecorded e) {
      throw new RoomException(Problem.TRY_AGAIN, session.sessionId() + ": cannot be read", e);
    }
  }

  void quarantine(Journal.OpenSession session, BrokenChain why) {
    rooms.quarantine(session);
    LOG.log(
        Level.ERROR,
        "quarantined: {0}, session {1}: {2}",
        session.key(),
        session.sessionId(),
        why.getMessage());
  }

  /**
   * The room was published in a new state, after the recording that asks for these tellings.
   * Called, as the two below, in the room's turn: must not wait.
   */
  void published(Room room, RoomState before, Set<Notification> tellings) {
    rooms.follow(room, before);
    if (!tellings.isEmpty()) {
      outbox.wake(room.sessionId());
    }
  }

  /** The journal knows no such session: the room never was. */
  void vanished(Room room) {
    rooms.remove(room);
  }

  /** The session cannot be read any more, though it is open in the journal. */
  void broken(Room room, BrokenChain why) {
    quarantine(new Journal.OpenSession(room.sessionId(), room.state().key(), 0), why);
    rooms.remove(room);
  }
}
