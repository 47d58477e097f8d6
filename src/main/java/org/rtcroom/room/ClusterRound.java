package org.rtcroom.room;

import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.kernel.Unproxied;

/**
 * A round that a node of a cluster makes every few seconds: the node tells the others which members
 * it heard, learns which members they heard, and takes or keeps the right to sweep.
 *
 * <p>The node that sweeps must be able to trust its knowledge of the heartbeats. When a round
 * fails, or the right to sweep comes from another node, all waiting times begin anew. A node whose
 * rounds are late takes heartbeats only as long as they can still be told before another node would
 * evict. Must not run twice at the same time.
 */
@Unproxied
class ClusterRound {

  private static final Logger LOG = System.getLogger(ClusterRound.class.getName());

  /** Rounds for which the right to sweep is taken: it outlives one that fails. */
  private static final int HOLD = 4;

  @Inject Cluster cluster;
  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject Clock clock;
  @Inject MonotonicClock stopwatch;
  @Inject ThrottledLog trouble;

  private volatile boolean holdsSweep;
  private volatile boolean mistrusted;

  /** When the last round that succeeded began, by the monotonic clock. */
  private volatile long lastNanos;

  /** Marks the start: from here on the first round may be late. */
  void begin() {
    lastNanos = stopwatch.nanos();
  }

  /** Carries out one round; a failure is for the next one. */
  void run() {
    long began = stopwatch.nanos();
    try {
      exchangeHeartbeats();
      takeSweep(cluster.takeSweep(settings.heartbeatFlush().multipliedBy(HOLD)));
      lastNanos = began;
    } catch (RuntimeException e) {
      mistrusted = true;
      trouble.note(LOG, "cluster: this round failed, the next one tries again", e);
    }
  }

  private void takeSweep(boolean held) {
    if (held && !sweepsHere()) {
      mistrusted = true;
    }
    holdsSweep = held;
  }

  private void exchangeHeartbeats() {
    List<Heartbeats.Pulse> told = new ArrayList<>();
    List<Cluster.Beat> heardHere = new ArrayList<>();
    Instant now = clock.instant();
    for (Room room : directory.all()) {
      room.heartbeats
          .all()
          .forEach(
              (userId, pulse) -> {
                if (pulse.takeUntold()) {
                  told.add(pulse);
                  Duration age = Duration.between(pulse.lastHeard(), now);
                  heardHere.add(new Cluster.Beat(room.sessionId(), userId, age, pulse.heardOnce()));
                }
              });
    }
    try {
      takeOver(cluster.exchange(heardHere));
    } catch (RuntimeException e) {
      told.forEach(Heartbeats.Pulse::tellLater);
      throw e;
    }
  }

  private void takeOver(List<Cluster.Beat> heard) {
    if (heard.isEmpty()) {
      return;
    }
    Map<SessionId, Room> rooms = new HashMap<>();
    directory.all().forEach(room -> rooms.put(room.sessionId(), room));
    Instant now = clock.instant();
    for (Cluster.Beat beat : heard) {
      Room room = rooms.get(beat.sessionId());
      Heartbeats.Pulse pulse = room == null ? null : room.heartbeats.of(beat.userId());
      if (pulse != null) {
        pulse.heardElsewhere(now.minus(beat.age()), beat.heartbeat());
      }
    }
  }

  /** Whether this node looks for lapsed members; a single node always does. */
  boolean sweepsHere() {
    return !cluster.enabled()
        || (holdsSweep && !olderThan(settings.heartbeatFlush().multipliedBy(HOLD)));
  }

  /**
   * Refuses a heartbeat that the other nodes would learn of too late.
   *
   * @param timeout after which a member that is not heard is evicted
   * @throws RoomException {@link Problem#TRY_AGAIN}
   */
  void requireInTime(Duration timeout) {
    if (cluster.enabled() && olderThan(timeout)) {
      throw new RoomException(Problem.TRY_AGAIN, "the other nodes are not told of heartbeats");
    }
  }

  private boolean olderThan(Duration age) {
    return stopwatch.nanos() - lastNanos > age.toNanos();
  }

  /** Whether all waiting times are to begin anew; asked once for each time they are. */
  boolean takeMistrust() {
    if (!mistrusted) {
      return false;
    }
    mistrusted = false;
    return true;
  }

  /** By how much a member may be heard later than this node knows. */
  Duration allowance() {
    return cluster.enabled() ? settings.heartbeatFlush().multipliedBy(2) : Duration.ZERO;
  }
}
