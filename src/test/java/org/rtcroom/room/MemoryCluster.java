package org.rtcroom.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        public List<Beat> exchange(List<Beat> heardHere) {
          throw new IllegalStateException("asked on a single node");
        }

        @Override
        public boolean takeSweep(Duration hold) {
          throw new IllegalStateException("asked on a single node");
        }
      };

  private record Whom(SessionId sessionId, UserId userId) {}

  private record Heard(Instant at, boolean heartbeat) {}

  final MemoryJournal journal = new MemoryJournal();
  final MemoryBans bans = new MemoryBans();
  final FakeGroups groups = new FakeGroups();

  /** The clock of the database. */
  final SettableClock clock = new SettableClock();

  private final Map<Whom, Heard> heard = new HashMap<>();
  private @Nullable Node sweeper;
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
    return new Node();
  }

  private synchronized void requireThere() {
    if (away) {
      throw new Journal.NotRecorded("away", new IllegalStateException("away"));
    }
  }

  private final class Node implements Cluster {
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
    public List<Beat> exchange(List<Beat> heardHere) {
      synchronized (MemoryCluster.this) {
        requireThere();
        Instant now = clock.instant();
        for (Beat beat : heardHere) {
          heard.put(
              new Whom(beat.sessionId(), beat.userId()),
              new Heard(now.minus(beat.age()), beat.heartbeat()));
        }
        return heard.entrySet().stream()
            .map(
                entry ->
                    new Beat(
                        entry.getKey().sessionId(),
                        entry.getKey().userId(),
                        Duration.between(entry.getValue().at(), now),
                        entry.getValue().heartbeat()))
            .toList();
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
