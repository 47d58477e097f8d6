package org.rtcroom.room;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.UserId;

/** When each member of a room was last heard. In memory only: a heartbeat is no event. */
final class Heartbeats {

  /** The member need not be heard yet. */
  private static final long NEVER = Long.MAX_VALUE;

  private final long longMillis;
  private final Pauses pauses;

  /**
   * @param longMillis after how much silence it is told that the member was silent; {@link
   *     Long#MAX_VALUE} where no heartbeats are expected
   * @param pauses of this process, which are nobody's silence
   */
  Heartbeats(long longMillis, Pauses pauses) {
    this.longMillis = longMillis;
    this.pauses = pauses;
  }

  /**
   * The heartbeats of one member.
   *
   * <pre>{@code
   * joins           no sign for the timeout
   * -----> heard ----------------------------> silent ----> evicted: no stream flows, or
   *         ^ ^                                 |  |        no answer about it too often
   *         | +--- beat, renew, heardElsewhere -+  |
   *         +----- keep: the stream flows ---------+
   * }</pre>
   *
   * <p>Beside that: a pulse is <em>beating</em> from a heartbeat until the member is kept for its
   * stream, and <em>untold</em> from a sign heard here until the other nodes are told.
   */
  static final class Pulse {
    private final long longMillis;
    private final Instant entered;
    private final Pauses pauses;
    private final Silences silences = new Silences();
    private volatile long lastHeardMillis;

    /** When the member itself was last heard, since the start; or {@link #NEVER}. */
    private volatile long lastSignMillis;

    private volatile boolean heardOnce;

    /** Whether a heartbeat came since the member was last found silent. */
    private volatile boolean beating;

    /** Whether the other nodes have not been told yet when the member was last heard. */
    private volatile boolean untold;

    /** Sweeps in a row in which the live platform gave no answer. Used by the sweep alone. */
    int unanswered;

    private Pulse(
        Instant joined, boolean beating, boolean awaited, long longMillis, Pauses pauses) {
      this.longMillis = longMillis;
      entered = joined;
      this.pauses = pauses;
      lastHeardMillis = joined.toEpochMilli();
      lastSignMillis = awaited ? lastHeardMillis : NEVER;
      this.beating = beating;
    }

    void beat(Instant now) {
      lastHeardMillis = now.toEpochMilli();
      heardOnce = true;
      beating = true;
      untold = true;
      sign(lastHeardMillis);
    }

    /** Counts as heard without being a heartbeat: the member enters again. */
    void renew(Instant now) {
      lastHeardMillis = now.toEpochMilli();
      untold = true;
      if (lastSignMillis != NEVER) {
        sign(lastHeardMillis);
      }
    }

    private void sign(long nowMillis) {
      long before = audibleSince(nowMillis);
      lastSignMillis = nowMillis;
      if (nowMillis - longMillis > before) {
        silences.add(before, nowMillis);
      }
    }

    /** The last sign, or since when the member could be heard again. */
    private long audibleSince(long nowMillis) {
      long last = lastSignMillis;
      return last == NEVER ? NEVER : Math.max(last, nowMillis - pauses.awakeMillis());
    }

    /** Whether this process could hear the member for that long, up to now. */
    boolean audibleFor(Duration time) {
      return pauses.awakeFor(time);
    }

    private Optional<RoomEvent.Silence> lasting(Instant now) {
      long until = now.toEpochMilli();
      long since = audibleSince(until);
      boolean silent = until - longMillis > since;
      return silent ? Optional.of(Silences.silence(since, until)) : Optional.empty();
    }

    /** No member could be heard until now, so the member was not silent. */
    private void restart(Instant now) {
      lastHeardMillis = now.toEpochMilli();
      if (lastSignMillis != NEVER) {
        lastSignMillis = lastHeardMillis;
      }
    }

    /** Another node heard the member at that moment. */
    void heardElsewhere(Instant at, boolean heartbeat) {
      if (heartbeat) {
        heardOnce = true;
      }
      if (at.toEpochMilli() > lastHeardMillis) {
        lastHeardMillis = at.toEpochMilli();
        beating = beating || heartbeat;
        if (heartbeat || lastSignMillis != NEVER) {
          sign(lastHeardMillis);
        }
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
      lastHeardMillis = now.toEpochMilli();
    }

    /** When the member entered; where that is not known, not before the session was opened. */
    Instant entered() {
      return entered;
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
    boolean awaited = !room.terms().type().can(Capability.LAPSES_AFTER_FIRST_HEARTBEAT);
    for (Member member : room.members()) {
      pulses.computeIfAbsent(
          member.userId(),
          userId -> new Pulse(now, !room.kept().contains(userId), awaited, longMillis, pauses));
    }
    if (pulses.size() > room.members().size()) {
      pulses.keySet().removeIf(userId -> !room.hasMember(userId));
    }
  }

  /** Begins with the members of a room that was read back: all count as heard now. */
  void restore(RoomState room, Instant now) {
    follow(room, room.openedAt());
    renewAll(now);
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
    pulses.values().forEach(pulse -> pulse.restart(now));
  }

  /**
   * The silences to be recorded when a member leaves or the session closes.
   *
   * @param lasting whether the silence that lasts counts, too
   */
  Optional<RoomEvent.WasSilent> silences(UserId userId, Instant now, boolean lasting) {
    Pulse pulse = pulses.get(userId);
    if (pulse == null) {
      return Optional.empty();
    }
    return pulse.silences.of(userId, lasting ? pulse.lasting(now) : Optional.empty());
  }

  /** Forgets a member that left; it may be back in the same moment. */
  void forget(UserId userId) {
    pulses.remove(userId);
  }
}
