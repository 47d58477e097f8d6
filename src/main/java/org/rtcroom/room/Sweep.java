package org.rtcroom.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.StreamState;

/**
 * One look at all rooms: evicts members whose heartbeats have stopped, and closes rooms that no
 * member entered, that never finished opening, or that are too old. The failure of one room does
 * not concern the others; it is tried again with the next sweep.
 *
 * <p>No lock is held while the live platform is asked. Must not run twice at the same time.
 */
@ApplicationScoped
class Sweep {

  private static final Logger LOG = System.getLogger(Sweep.class.getName());

  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject GroupChat groups;
  @Inject LivePlatform live;
  @Inject Clock clock;
  @Inject MonotonicClock stopwatch;
  @Inject ClusterRound cluster;
  @Inject ThrottledLog trouble;

  private final Grace grace = new Grace();

  /** Carries out one sweep, if it is for this node to do, and lets no room's failure out. */
  void run() {
    Instant now = now();
    if (!cluster.sweepsHere()) {
      return;
    }
    if (cluster.takeMistrust()) {
      grace.mistrust();
    }
    if (grace.beginsAt(now, stopwatch.nanos())) {
      directory.all().forEach(room -> room.heartbeats.renewAll(now));
    }
    List<Lapse> lapses = new ArrayList<>();
    for (Room room : directory.all()) {
      guarded(room, () -> lookAt(room, now, lapses));
    }
    List<Lapse> withStream = new ArrayList<>();
    for (Lapse lapse : lapses) {
      if (live.enabled() && lapse.member().stream().isPresent()) {
        withStream.add(lapse);
      } else {
        guarded(lapse.room(), () -> lapse.evict(""));
      }
    }
    new StreamStates(live, settings.streamStateConcurrency())
        .ask(withStream, (lapse, state) -> guarded(lapse.room(), () -> judge(lapse, state)));
  }

  private void guarded(Room room, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      String left =
          "sweep: "
              + room.state().key()
              + ", session "
              + room.sessionId()
              + ", is left for the next time";
      trouble.note(LOG, left, e);
    }
  }

  private void lookAt(Room room, Instant now, List<Lapse> lapses) {
    room.settle();
    RoomState state = room.state();
    RoomPolicy policy = settings.policyOf(state.terms().type());
    switch (state.phase()) {
      case OPENING -> closeStuckOpening(room);
      case CREATED -> {
        if (olderThan(policy.idleTimeout(), room)) {
          close(room, still -> still.phase() == Phase.CREATED, Reason.IDLE);
        }
      }
      case ACTIVE -> {
        if (endsByAge(room, state) && aged(policy, state, now)) {
          close(room, RoomState::open, Reason.MAX_AGE);
        } else {
          lookAtMembers(room, policy, now, lapses);
        }
      }
      case CLOSED -> {}
    }
  }

  /** A room without a line is not recorded at all: its opening is still under way. */
  private void closeStuckOpening(Room room) {
    RoomState state = room.state();
    boolean stuck = olderThan(groups.limit().multipliedBy(2), room);
    if (stuck && room.position().isPresent()) {
      close(room, still -> still.phase() == Phase.OPENING, Reason.GROUP_FAILED);
      room.opened.completeExceptionally(
          new RoomException(Problem.GROUP_FAILED, state.key() + " never finished opening"));
    }
  }

  private static void close(Room room, Predicate<RoomState> still, Reason reason) {
    room.carryOut(RoomRules.closeIf(still, reason), Actor.SERVICE);
  }

  /**
   * By this node's clock alone, which need not agree with that of the node that opened it. Now is
   * not when the sweep began: a room that was opened since would be one from the future, and old.
   */
  private boolean olderThan(Duration age, Room room) {
    Instant now = now();
    return grace.since(room.knownSince, now).plus(age).isBefore(now);
  }

  private boolean aged(RoomPolicy policy, RoomState state, Instant now) {
    boolean old = state.openedAt().plus(policy.maxAge()).isBefore(now);
    return old && grace.over(policy.heartbeatTimeout(), now);
  }

  /** Whether members of this room may stay for ever without a heartbeat. */
  private static boolean endsByAge(Room room, RoomState state) {
    return state.members().stream()
        .map(member -> room.heartbeats.of(member.userId()))
        .anyMatch(pulse -> !canLapse(state, pulse));
  }

  private static boolean canLapse(RoomState state, Heartbeats.@Nullable Pulse pulse) {
    boolean afterFirst = state.terms().type().can(Capability.LAPSES_AFTER_FIRST_HEARTBEAT);
    boolean heard = pulse != null && pulse.heardOnce();
    return state.terms().heartbeats() && (heard || !afterFirst);
  }

  private void lookAtMembers(Room room, RoomPolicy policy, Instant now, List<Lapse> lapses) {
    RoomState state = room.state();
    for (Member member : state.members()) {
      Heartbeats.Pulse pulse = room.heartbeats.of(member.userId());
      if (pulse == null) {
        continue;
      }
      if (pulse.beating() && state.kept().contains(member.userId())) {
        room.carryOut(settings.rulesOf(state).heardAgain(member.userId()), Actor.SERVICE);
      }
      Instant lastHeard = pulse.lastHeard();
      Duration timeout = policy.heartbeatTimeout().plus(cluster.allowance());
      boolean silent = lastHeard.plus(timeout).isBefore(now);
      if (silent && canLapse(state, pulse)) {
        lapses.add(new Lapse(room, settings.rulesOf(state), member, pulse, lastHeard));
      } else {
        pulse.unanswered = 0;
      }
    }
  }

  private void judge(Lapse lapse, StreamState state) {
    switch (state) {
      case PUBLISHING -> lapse.keep(now());
      case NOT_PUBLISHING -> lapse.evict("not publishing");
      case UNKNOWN -> {
        lapse.pulse().unanswered++;
        if (lapse.pulse().unanswered >= settings.streamStateAttempts()) {
          lapse.evict("no answer");
        }
      }
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
