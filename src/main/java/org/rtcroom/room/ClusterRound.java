package org.rtcroom.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node does every few seconds because there are others: it tells them whom it heard, hears
 * of theirs, takes or keeps the right to sweep, and reads what they recorded.
 *
 * <p>Whoever sweeps must be able to trust what it knows of the heartbeats. When a round fails, or
 * the right to sweep comes from another node, all waiting times begin anew. Must not run twice at
 * the same time.
 */
@ApplicationScoped
class ClusterRound {

  private static final Logger LOG = System.getLogger(ClusterRound.class.getName());

  /** Rounds for which the right to sweep is taken: it outlives one that fails. */
  private static final int HOLD = 4;

  @Inject Cluster cluster;
  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject Clock clock;

  private volatile boolean holdsSweep;
  private volatile boolean mistrusted;

  /** Carries out one round; a failure is for the next one. */
  void run() {
    try {
      exchangeHeartbeats();
      takeSweep(cluster.takeSweep(settings.heartbeatFlush().multipliedBy(HOLD)));
      directory.refresh();
    } catch (Journal.NotRecorded | RoomException e) {
      mistrusted = true;
      LOG.log(Level.WARNING, "cluster: this round failed, the next one tries again", e);
    }
  }

  private void takeSweep(boolean held) {
    if (held && !holdsSweep) {
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
    return !cluster.enabled() || holdsSweep;
  }

  /** Whether all waiting times are to begin anew; asked once for each time they are. */
  boolean takeMistrust() {
    boolean was = mistrusted;
    mistrusted = false;
    return was;
  }

  /** By how much a member may be heard later than this node knows. */
  Duration allowance() {
    return cluster.enabled() ? settings.heartbeatFlush().multipliedBy(2) : Duration.ZERO;
  }
}
