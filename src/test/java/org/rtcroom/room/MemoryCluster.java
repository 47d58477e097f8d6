package org.rtcroom.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.SettableClock;
import org.rtcroom.kernel.UserId;

/** What nodes share, in memory: the journal, the bans, the heartbeats and the right to sweep. */
final class MemoryCluster {

  /** The cluster of a single node. */
  static final Cluster NONE =
      new Cluster() {
        @Override
        public boolean enabled() {
          return false;
        }

        @Override
        public News news() {
          throw new IllegalStateException("asked on a single node");
        }

        @Override
        public Exchange exchange(Supplier<Report> here, Duration gone) {
          throw new IllegalStateException("asked on a single node");
        }

        @Override
        public void leave() {
          throw new IllegalStateException("asked on a single node");
        }

        @Override
        public boolean takeSweep(Duration hold) {
          throw new IllegalStateException("asked on a single node");
        }
      };

  private record Whom(SessionId sessionId, UserId userId) {}

  private record Heard(Instant at, boolean heartbeat) {}

  private record Told(Instant at, String waking) {}

  final MemoryJournal journal = new MemoryJournal();
  final MemoryBans bans = new MemoryBans();
  final FakeGroups groups = new FakeGroups();

  /** The clock of the database. */
  final SettableClock clock = new SettableClock();

  private final Map<Whom, Heard> heard = new HashMap<>();
  private final Map<Participant, Told> told = new HashMap<>();
  private @Nullable Participant sweeper;
  private Instant sweptUntil = Instant.EPOCH;
  private boolean away;
  private int looks;

  /** The database answers nobody's questions about the others. */
  synchronized void away(boolean isAway) {
    away = isAway;
  }

  /** How often anybody asked for news. */
  synchronized int looks() {
    return looks;
  }

  Cluster node() {
    return new Participant();
  }

  private List<Cluster.Node> nodesThere(Instant now, Duration gone) {
    return told.entrySet().stream()
        .filter(entry -> entry.getValue().at().plus(gone).isAfter(now))
        .map(
            entry ->
                new Cluster.Node(
                    "node" + System.identityHashCode(entry.getKey()),
                    entry.getValue().waking(),
                    Duration.between(entry.getValue().at(), now)))
        .toList();
  }

  private List<Cluster.Beat> beats(Instant now) {
    return heard.entrySet().stream()
        .map(
            entry ->
                new Cluster.Beat(
                    entry.getKey().sessionId(),
                    entry.getKey().userId(),
                    Duration.between(entry.getValue().at(), now),
                    entry.getValue().heartbeat()))
        .toList();
  }

  private synchronized void requireThere() {
    if (away) {
      throw new Journal.NotRecorded("away", new IllegalStateException("away"));
    }
  }

  private final class Participant implements Cluster {
    private final Map<SessionId, Integer> seen = new HashMap<>();
    private int seenBans;

    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public News news() {
      synchronized (MemoryCluster.this) {
        requireThere();
        looks++;
        List<SessionNews> moved = new ArrayList<>();
        for (SessionId id : journal.sessionIds()) {
          List<JournalEntry> lines = journal.lines(id);
          Integer before = seen.put(id, lines.size());
          if (before == null || before != lines.size()) {
            RoomState state = MemoryJournal.fold(id, lines);
            boolean closed = state.phase() == Phase.CLOSED;
            moved.add(new SessionNews(id, state.key(), lines.size() - 1L, closed));
          }
        }
        boolean banned = bans.changes() != seenBans;
        seenBans = bans.changes();
        return new News(moved, banned, false);
      }
    }

    @Override
    public Exchange exchange(Supplier<Report> here, Duration gone) {
      synchronized (MemoryCluster.this) {
        requireThere();
        Instant now = clock.instant();
        Report report = here.get();
        for (Beat beat : report.heard()) {
          heard.put(
              new Whom(beat.sessionId(), beat.userId()),
              new Heard(now.minus(beat.age()), beat.heartbeat()));
        }
        told.put(this, new Told(now, report.waking()));
        return new Exchange(nodesThere(now, gone), beats(now));
      }
    }

    @Override
    public void leave() {
      synchronized (MemoryCluster.this) {
        requireThere();
        told.remove(this);
      }
    }

    @Override
    public boolean takeSweep(Duration hold) {
      synchronized (MemoryCluster.this) {
        requireThere();
        boolean free = sweeper == null || sweeper == this || sweptUntil.isBefore(clock.instant());
        if (free) {
          sweeper = this;
          sweptUntil = clock.instant().plus(hold);
        }
        return free;
      }
    }
  }
}
