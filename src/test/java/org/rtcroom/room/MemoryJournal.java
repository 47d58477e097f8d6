package org.rtcroom.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.kernel.SessionId;

/**
 * A journal that keeps its promises in memory, and breaks them in the ways it may. It refuses a
 * change that is no honest continuation: such a change is the test's failure.
 */
final class MemoryJournal implements Journal {

  /** What becomes of one recording. */
  enum Fate {
    RECORDED,
    /** The database refuses: nothing is recorded. */
    REFUSED,
    /** The commit gives no answer, and took place. */
    UNKNOWN_RECORDED,
    /** The commit gives no answer, and did not take place. */
    UNKNOWN_LOST
  }

  private static final class Session {
    final List<JournalEntry> lines = new ArrayList<>();
    final List<Set<Notification>> tellings = new ArrayList<>();
    Optional<Position> last = Optional.empty();
    final List<Position> ends = new ArrayList<>();
    boolean holdsId;
    boolean holdsGroup;
  }

  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Deque<Fate> fates = new ArrayDeque<>();
  private final Set<SessionId> broken = new HashSet<>();
  private final Set<SessionId> lost = new HashSet<>();
  private volatile Consumer<Change> beforeEach = change -> {};
  private volatile boolean down;
  private int recordings;

  /** Leaves nothing of what was recorded, as if it stood elsewhere. */
  synchronized void forget() {
    sessions.clear();
  }

  /** The next recordings end so; all later ones are recorded. */
  synchronized void next(Fate... coming) {
    fates.clear();
    fates.addAll(List.of(coming));
  }

  /** Runs before every recording, in the recording thread, outside the journal's own lock. */
  void beforeEach(Consumer<Change> action) {
    beforeEach = action;
  }

  void down(boolean isDown) {
    down = isDown;
  }

  synchronized void destroyChainOf(SessionId sessionId) {
    broken.add(sessionId);
  }

  /** The outbox has destroyed the group of that session. */
  synchronized void groupDestroyed(SessionId sessionId) {
    sessionOf(sessionId).holdsGroup = false;
  }

  @Override
  public synchronized void lost(SessionId sessionId, Position known) {
    lost.add(sessionId);
  }

  /** The last change of a session is gone, as if it had never been; its first change takes all. */
  synchronized void setBack(SessionId sessionId) {
    Session session = sessionOf(sessionId);
    session.ends.remove(session.ends.size() - 1);
    if (session.ends.isEmpty()) {
      sessions.remove(sessionId);
      return;
    }
    Position end = session.ends.get(session.ends.size() - 1);
    session.last = Optional.of(end);
    session.lines.subList((int) end.seq() + 1, session.lines.size()).clear();
  }

  /** Sessions that a room found set back. */
  synchronized Set<SessionId> lost() {
    return Set.copyOf(lost);
  }

  @Override
  public Position record(Change change) {
    beforeEach.accept(change);
    return recordNow(change);
  }

  synchronized Position recordNow(Change change) {
    recordings++;
    Fate fate = fates.isEmpty() ? Fate.RECORDED : fates.poll();
    if (down || fate == Fate.REFUSED) {
      throw new NotRecorded("the database is away", new IllegalStateException("away"));
    }
    if (fate == Fate.UNKNOWN_LOST) {
      throw new OutcomeUnknown("no answer", new IllegalStateException("timeout"));
    }
    Position last = commit(change);
    if (fate == Fate.UNKNOWN_RECORDED) {
      throw new OutcomeUnknown("no answer", new IllegalStateException("timeout"));
    }
    return last;
  }

  private Position commit(Change change) {
    SessionId id = change.after().sessionId();
    Session session = sessions.getOrDefault(id, new Session());
    if (!session.last.equals(change.before())) {
      throw new LostRace("ends at " + session.last + ", not " + change.before());
    }
    if (change.before().isEmpty()) {
      requireFree(change);
    }
    requireHonest(session, change);
    session.lines.addAll(change.entries());
    session.tellings.add(change.tellings());
    session.holdsId = change.holdsId();
    session.holdsGroup = change.holdsGroup();
    JournalEntry newest = session.lines.get(session.lines.size() - 1);
    long seq = session.lines.size() - 1L;
    String before = session.last.map(Position::hash).orElse("");
    Position last = new Position(seq, "h" + seq + "_" + Objects.hash(before, newest), newest.at());
    session.last = Optional.of(last);
    session.ends.add(last);
    sessions.put(id, session);
    return last;
  }

  private void requireFree(Change change) {
    RoomKey key = change.after().key().folded();
    String group = key.id();
    holder(s -> s.holdsId && keyOf(s).equals(key)).ifPresent(h -> claimed(h, false));
    if (change.holdsGroup()) {
      holder(s -> s.holdsGroup && keyOf(s).id().equals(group))
          .ifPresent(h -> claimed(h, !sessionOf(h).holdsId));
    }
  }

  private static void claimed(SessionId holder, boolean groupPending) {
    throw new ClaimConflict(holder, groupPending);
  }

  private Optional<SessionId> holder(Predicate<Session> claim) {
    return sessions.entrySet().stream()
        .filter(entry -> claim.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static void requireHonest(Session session, Change change) {
    List<JournalEntry> all = new ArrayList<>(session.lines);
    all.addAll(change.entries());
    require(!change.entries().isEmpty(), "a change without lines");
    for (int i = 1; i < all.size(); i++) {
      require(!all.get(i).at().isBefore(all.get(i - 1).at()), "time runs backwards");
    }
    require(all.get(0).at().getNano() % 1_000_000 == 0, "times are milliseconds");
    boolean wasClosed =
        session.lines.stream().anyMatch(entry -> entry.event() instanceof RoomEvent.Closed);
    require(!wasClosed, "a line after the end");
    require(fold(change.after().sessionId(), all).equals(change.after()), "not the lines' fold");
  }

  private static void require(boolean honest, String otherwise) {
    if (!honest) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** The room those lines amount to. */
  static RoomState fold(SessionId sessionId, List<JournalEntry> lines) {
    JournalEntry first = lines.get(0);
    RoomState state = RoomState.unopened(sessionId, termsOf(first.event()), first.at());
    for (JournalEntry line : lines) {
      state = line.event().applyTo(state, line.at());
    }
    return state;
  }

  private static Terms termsOf(RoomEvent first) {
    if (first instanceof RoomEvent.Opening opening) {
      return opening.terms();
    }
    if (first instanceof RoomEvent.Opened opened) {
      return opened.terms();
    }
    throw new IllegalStateException("a session begins with " + first);
  }

  private RoomKey keyOf(Session session) {
    return termsOf(session.lines.get(0).event()).key().folded();
  }

  private Session sessionOf(SessionId id) {
    Session session = sessions.get(id);
    if (session == null) {
      throw new IllegalStateException("no session " + id);
    }
    return session;
  }

  @Override
  public synchronized Optional<RecordedSession> load(SessionId sessionId) {
    if (down) {
      throw new NotRecorded("the database is away", new IllegalStateException("away"));
    }
    if (broken.contains(sessionId)) {
      throw new BrokenChain("line 0 does not verify");
    }
    return Optional.ofNullable(sessions.get(sessionId))
        .map(s -> new RecordedSession(fold(sessionId, s.lines), s.last.orElseThrow()));
  }

  @Override
  public synchronized Map<SessionId, RecordedSession> loadTogether(List<SessionId> wanted) {
    Map<SessionId, RecordedSession> read = new HashMap<>();
    for (SessionId sessionId : wanted) {
      if (!down && !broken.contains(sessionId)) {
        load(sessionId).ifPresent(recorded -> read.put(sessionId, recorded));
      }
    }
    return read;
  }

  @Override
  public synchronized List<OpenSession> openSessions() {
    if (down) {
      throw new NotRecorded("the database is away", new IllegalStateException("away"));
    }
    return sessions.entrySet().stream()
        .filter(entry -> entry.getValue().holdsId)
        .map(
            entry ->
                new OpenSession(
                    entry.getKey(), termsOf(entry.getValue().lines.get(0).event()).key(), 1))
        .toList();
  }

  @Override
  public void releaseGroups(Collection<SessionId> closed) {
    throw new UnsupportedOperationException("deliveries release groups");
  }

  synchronized int recordings() {
    return recordings;
  }

  synchronized List<SessionId> sessionIds() {
    return List.copyOf(sessions.keySet());
  }

  synchronized List<JournalEntry> lines(SessionId sessionId) {
    return List.copyOf(sessionOf(sessionId).lines);
  }

  /** The events of all sessions, in order of the sessions' beginning. */
  synchronized List<RoomEvent> events() {
    return sessions.values().stream()
        .flatMap(s -> s.lines.stream())
        .map(JournalEntry::event)
        .toList();
  }

  /** What the changes of a session asked to be told, change by change. */
  synchronized List<Set<Notification>> tellings(SessionId sessionId) {
    return List.copyOf(sessionOf(sessionId).tellings);
  }
}
