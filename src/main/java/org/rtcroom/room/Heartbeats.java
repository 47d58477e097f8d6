package org.rtcroom.room;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rtcroom.identity.UserId;

/** When each member of a room was last heard. In memory only: a heartbeat is no event. */
final class Heartbeats {

  /** What is known of one member's heartbeats. */
  static final class Pulse {
    private volatile long lastHeardMillis;
    private volatile boolean heardOnce;

    /** Whether a heartbeat came since the member was last found silent. */
    private volatile boolean beating;

    /** Whether the other nodes have not been told yet when the member was last heard. */
    private volatile boolean untold;

    /** Sweeps in a row in which the live platform gave no answer. Used by the sweep alone. */
    int unanswered;

    private Pulse(Instant joined, boolean beating) {
      lastHeardMillis = joined.toEpochMilli();
      this.beating = beating;
    }

    void beat(Instant now) {
      lastHeardMillis = now.toEpochMilli();
      heardOnce = true;
      beating = true;
      untold = true;
    }

    /** The member joined again, which counts as heard. */
    void rejoin(Instant now) {
      renew(now);
      untold = true;
    }

    /** Counts as heard without having said anything: a flowing stream, a restart. */
    void renew(Instant now) {
      lastHeardMillis = now.toEpochMilli();
    }

    /** Another node heard the member at that moment. */
    void heardElsewhere(Instant at, boolean heartbeat) {
      if (heartbeat) {
        heardOnce = true;
      }
      if (at.toEpochMilli() > lastHeardMillis) {
        lastHeardMillis = at.toEpochMilli();
        beating = beating || heartbeat;
      }
    }

    /** Whether the others are to be told; from now on they count as told. */
    boolean takeUntold() {
      if (!untold) {
        return false;
      }
      untold = false;
      return true;
    }

    /** The others could not be told. */
    void tellLater() {
      untold = true;
    }

    /** The member is silent, but counts as heard because its stream flows. */
    void keep(Instant now) {
      beating = false;
      unanswered = 0;
      renew(now);
    }

    boolean beating() {
      return beating;
    }

    Instant lastHeard() {
      return Instant.ofEpochMilli(lastHeardMillis);
    }

    boolean heardOnce() {
      return heardOnce;
    }
  }

  private final Map<UserId, Pulse> pulses = new ConcurrentHashMap<>();

  /** Follows the members of the room: newcomers count as heard now, the departed are forgotten. */
  void follow(RoomState room, Instant now) {
    for (Member member : room.members()) {
      pulses.computeIfAbsent(
          member.userId(), userId -> new Pulse(now, !room.kept().contains(userId)));
    }
    if (pulses.size() > room.members().size()) {
      pulses.keySet().removeIf(userId -> !room.hasMember(userId));
    }
  }

  /** Of every member. */
  Map<UserId, Pulse> all() {
    return pulses;
  }

  @Nullable Pulse of(UserId userId) {
    return pulses.get(userId);
  }

  /** Every member has one full timeout from now. */
  void renewAll(Instant now) {
    pulses.values().forEach(pulse -> pulse.renew(now));
  }
}
