package org.rtcroom.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ThrottledLog;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.StreamState;

/**
 * One look at all rooms: evicts members whose heartbeats have stopped, and closes rooms that nobody
 * entered or came back to, that never finished opening, or that are too old. The failure of one
 * room does not concern the others; it is tried again with the next sweep.
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
  @Inject Pauses pauses;
  @Inject ThrottledLog trouble;

  private final Grace grace = new Grace();
  private int pausesBefore;

  /** Carries out one sweep, if it is for this node to do, and lets no room's failure out. */
  void run() {
    Instant now = now();
    if (!cluster.sweepsHere()) {
      return;
    }
    Instant told = cluster.toldUntil(now);
    if (beginsAnew(now)) {
      directory.all().forEach(room -> room.heartbeats.renewAll(now));
    }
    List<Lapse> lapses = new ArrayList<>();
    for (Room room : directory.all()) {
      guarded(room, () -> lookAt(room, now, told, lapses));
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

  /**
   * Whether every member has one whole timeout from now on. Asked after everything that silences
   * are measured by was read: what is found out later comes in time for the next sweep.
   */
  private boolean beginsAnew(Instant now) {
    if (cluster.takeMistrust()) {
      grace.mistrust();
    }
    int pausesNow = pauses.count();
    boolean paused = pausesNow != pausesBefore;
    pausesBefore = pausesNow;
    return grace.beginsAt(now, stopwatch.nanos()) || paused;
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

  private void lookAt(Room room, Instant now, Instant told, List<Lapse> lapses) {
    room.settle();
    RoomState state = room.state();
    RoomPolicy policy = settings.policyOf(state.terms().type());
    switch (state.phase()) {
      case OPENING -> closeStuckOpening(room);
      case CREATED -> closeDeserted(room, state, policy.idleTime(state), Reason.IDLE);
      case VACANT -> {
        Duration departure = policy.departureTime(state);
        closeDeserted(room, state, departure, Reason.NOBODY_RETURNED);
      }
      case ACTIVE -> {
        if (endsByAge(room, state) && aged(policy, state, now)) {
          close(room, RoomRules.closeIf(RoomState::open, Reason.MAX_AGE));
        } else {
          lookAtMembers(room, policy, told, lapses);
        }
      }
      case CLOSED -> {}
    }
  }

  /** A room without a line is not recorded at all: its opening is still under way. */
  private void closeStuckOpening(Room room) {
    RoomState state = room.state();
    Duration limit = groups.limit().multipliedBy(2);
    Instant now = now();
    boolean old = grace.since(room.knownSince, now).plus(limit).isBefore(now);
    boolean stuck = old && pauses.awakeFor(limit);
    if (stuck && room.position().isPresent()) {
      close(room, RoomRules.closeIf(still -> still.phase() == Phase.OPENING, Reason.GROUP_FAILED));
      room.opened.completeExceptionally(
          new RoomException(Problem.GROUP_FAILED, state.key() + " never finished opening"));
    }
  }

  /** Nobody is inside: the room ends once it waited for long enough, or by its age. */
  private void closeDeserted(Room room, RoomState state, Duration patience, Reason reason) {
    RoomPolicy policy = settings.policyOf(state.terms().type());
    boolean endsByAge = state.invited() || state.phase() == Phase.VACANT;
    if (endsByAge && aged(policy, state, now())) {
      close(room, RoomRules.closeDeserted(state, Reason.MAX_AGE));
    } else if (olderThan(patience, room.desertedSince(), policy.heartbeatTimeout())) {
      close(room, RoomRules.closeDeserted(state, reason));
    }
  }

  private static void close(Room room, Decision closing) {
    room.carryOut(closing, Actor.SERVICE);
  }

  /**
   * By this node's clock alone, which need not agree with that of the node that opened it. Now is
   * not when the sweep began: a room that was opened since would be one from the future, and old.
   *
   * @param awake for how long those who might come could have come, up to now; the age is enough
   */
  private boolean olderThan(Duration age, Instant since, Duration awake) {
    Instant now = now();
    boolean old = grace.since(since, now).plus(age).isBefore(cluster.toldUntil(now));
    return old && pauses.awakeFor(awake.compareTo(age) < 0 ? awake : age);
  }

  private boolean aged(RoomPolicy policy, RoomState state, Instant now) {
    boolean old = state.openedAt().plus(policy.maxAge()).isBefore(now);
    Duration timeout = policy.heartbeatTimeout();
    return old && grace.over(timeout, now) && pauses.awakeFor(timeout);
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

  private void lookAtMembers(Room room, RoomPolicy policy, Instant told, List<Lapse> lapses) {
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
      boolean silent = lastHeard.plus(timeout).isBefore(told);
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
