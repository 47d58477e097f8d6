package org.rtcroom.room;

import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * A round that a node of a cluster makes every few seconds: the node tells the others which members
 * it heard, learns which members they heard, and takes or keeps the right to sweep.
 *
 * <p>The node that sweeps must be able to trust its knowledge of the heartbeats. A silence counts
 * only up to the moment for which every node has told whom it heard; a node that does not tell is
 * waited for, until it counts as gone. When a round fails, the right to sweep comes from another
 * node, or a node started or was paused, all waiting times begin anew. Must not run twice at the
 * same time.
 *
 * <pre>{@code
 *  it tells                    it tells, after a pause or not: all waiting times begin anew,
 * +--------+                   unless it was awake all the time
 * |        v     no word      <--------------------------------- waited for
 * +----- there --------------> waited for: nobody is evicted     ---------------> gone: the
 *          |                                                      gone-after      others
 *          +-- it stops in order -------------------------------------------->    decide
 * }</pre>
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
  @Inject Pauses pauses;
  @Inject ThrottledLog trouble;

  /** Of the nodes that were there with the last round, by their names. Used by the round alone. */
  private Map<String, String> wakings = Map.of();

  private volatile boolean ended;
  private volatile boolean holdsSweep;
  private volatile boolean mistrusted;

  /** When the last round that succeeded began, by the monotonic clock. */
  private volatile long lastNanos;

  /** Until when every node has told whom it heard, by the monotonic clock. */
  private volatile long toldNanos;

  /** Marks the start: from here on the first round may be late. */
  void begin() {
    lastNanos = stopwatch.nanos();
    toldNanos = lastNanos;
  }

  /** Tells what is left to tell, and that nobody need wait for this node any more. */
  void end() {
    run();
    ended = true;
    try {
      cluster.leave();
    } catch (RuntimeException e) {
      trouble.note(LOG, "cluster: the other nodes wait for this one until it counts as gone", e);
    }
  }

  /** Carries out one round; a failure is for the next one. */
  void run() {
    if (ended) {
      return;
    }
    long began = stopwatch.nanos();
    try {
      exchangeHeartbeats(began);
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

  private void exchangeHeartbeats(long began) {
    HeardHere here = new HeardHere();
    try {
      takeOver(cluster.exchange(here::report, settings.goneAfter()), began);
    } catch (RuntimeException e) {
      here.tellLater();
      throw e;
    }
  }

  /** What this node heard and has not told yet; collected when it is asked for. */
  private final class HeardHere {
    private record Heard(SessionId sessionId, UserId userId, Heartbeats.Pulse pulse) {}

    private final List<Heard> untold = new ArrayList<>();

    Cluster.Report report() {
      String waking = pauses.waking();
      for (Room room : directory.all()) {
        room.heartbeats
            .all()
            .forEach(
                (userId, pulse) -> {
                  if (pulse.takeUntold()) {
                    untold.add(new Heard(room.sessionId(), userId, pulse));
                  }
                });
      }
      Instant now = clock.instant();
      return new Cluster.Report(untold.stream().map(heard -> beat(heard, now)).toList(), waking);
    }

    private static Cluster.Beat beat(Heard heard, Instant now) {
      Duration age = Duration.between(heard.pulse().lastHeard(), now);
      return new Cluster.Beat(heard.sessionId(), heard.userId(), age, heard.pulse().heardOnce());
    }

    void tellLater() {
      untold.forEach(heard -> heard.pulse().tellLater());
    }
  }

  /** What is told comes last: whoever reads it finds all that it rests on. */
  private void takeOver(Cluster.Exchange exchange, long began) {
    if (anyWoke(exchange.nodes())) {
      mistrusted = true;
      Instant now = clock.instant();
      directory.all().forEach(room -> room.heartbeats.renewAll(now));
    }
    takeOver(exchange.heard());
    Duration oldest =
        exchange.nodes().stream()
            .map(Cluster.Node::toldAge)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    toldNanos = began - Math.max(0, oldest.toNanos());
  }

  /** Whether a node is there that was not before, or not without a pause. */
  private boolean anyWoke(List<Cluster.Node> nodes) {
    Map<String, String> now = new HashMap<>();
    nodes.forEach(node -> now.put(node.name(), node.waking()));
    boolean woke = !wakings.entrySet().containsAll(now.entrySet());
    wakings = now;
    return woke;
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

  /**
   * The moment up to which every node has told whom it heard: who was silent until then was silent
   * everywhere. On a single node that is now.
   */
  Instant toldUntil(Instant now) {
    return cluster.enabled() ? now.minusNanos(stopwatch.nanos() - toldNanos) : now;
  }

  /** Whether this node looks for lapsed members; a single node always does. */
  boolean sweepsHere() {
    return !cluster.enabled()
        || (holdsSweep && !olderThan(settings.heartbeatFlush().multipliedBy(HOLD)));
  }

  /**
   * Refuses a heartbeat that the other nodes would learn of too late, because this node is gone for
   * them by then.
   *
   * @throws RoomException {@link Problem#TRY_AGAIN}
   */
  void requireInTime() {
    Duration inTime = settings.goneAfter().minus(settings.heartbeatFlush().multipliedBy(2));
    if (cluster.enabled() && olderThan(inTime)) {
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
