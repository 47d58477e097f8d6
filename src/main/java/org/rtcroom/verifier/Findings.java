package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found so far. Of one kind only so many are kept; all are counted. */
final class Findings {

  /** Findings of one kind that are kept. */
  static final int KEPT = 100;

  private final List<Finding> kept = new ArrayList<>();
  private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);

  void add(Finding.Kind kind, Object place, String text) {
    if (counts.merge(kind, 1L, Long::sum) <= KEPT) {
      kept.add(new Finding(kind, place.toString(), text));
    }
  }

  List<Finding> kept() {
    return List.copyOf(kept);
  }

  Map<Finding.Kind, Long> counts() {
    return Map.copyOf(counts);
  }

  /** Whether nothing is wrong. */
  boolean none() {
    return counts.keySet().stream().allMatch(Finding.Kind::remark);
  }
}
