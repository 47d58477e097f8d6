package org.rtcroom.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.rtcroom.kernel.UserId;

/** How often a member was silent for long, and the longest of these silences. Thread-safe. */
final class Silences {

  /** Silences of one member that are kept; of more, the longest. */
  static final int MOST = 20;

  private final PriorityQueue<RoomEvent.Silence> longest =
      new PriorityQueue<>(Comparator.comparing(RoomEvent.Silence::length));
  private long count;
  private long endMillis = Long.MIN_VALUE;

  /** Two heartbeats that end the same silence count once. */
  synchronized void add(long fromMillis, long toMillis) {
    if (fromMillis < endMillis) {
      return;
    }
    endMillis = toMillis;
    count++;
    longest.add(silence(fromMillis, toMillis));
    if (longest.size() > MOST) {
      longest.remove();
    }
  }

  /**
   * The event that records them; empty if there were none.
   *
   * @param lasting one that has not ended
   */
  synchronized Optional<RoomEvent.WasSilent> of(
      UserId userId, Optional<RoomEvent.Silence> lasting) {
    List<RoomEvent.Silence> all = new ArrayList<>(longest);
    lasting.ifPresent(all::add);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<RoomEvent.Silence> told =
        all.stream()
            .sorted(Comparator.comparing(RoomEvent.Silence::length).reversed())
            .limit(MOST)
            .sorted(Comparator.comparing(RoomEvent.Silence::from))
            .toList();
    long times = count + (lasting.isPresent() ? 1 : 0);
    return Optional.of(new RoomEvent.WasSilent(userId, times, told));
  }

  static RoomEvent.Silence silence(long fromMillis, long toMillis) {
    return new RoomEvent.Silence(Instant.ofEpochMilli(fromMillis), Instant.ofEpochMilli(toMillis));
  }
}
