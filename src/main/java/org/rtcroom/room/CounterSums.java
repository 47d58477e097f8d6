package org.rtcroom.room;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What counts that follow each other amount to. */
final class CounterSums {

  private CounterSums() {}

  /**
   * Both in one event: the sums by user and field, in order of their first count. Empty if a sum by
   * user, or of all users for a field, has more than 64 bits.
   */
  static Optional<RoomEvent.Counted> of(RoomEvent.Counted sofar, RoomEvent.Counted next) {
    Map<RoomEvent.Count, Long> sums = new LinkedHashMap<>();
    Map<String, Long> ofAll = new HashMap<>();
    try {
      for (RoomEvent.Count count :
          Stream.concat(sofar.counts().stream(), next.counts().stream()).toList()) {
        sums.merge(count.by(0), count.delta(), Math::addExact);
        ofAll.merge(count.field(), count.delta(), Math::addExact);
      }
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
    return Optional.of(
        new RoomEvent.Counted(
            sums.entrySet().stream().map(sum -> sum.getKey().by(sum.getValue())).toList()));
  }
}
