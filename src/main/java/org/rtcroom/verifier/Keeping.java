package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the lines of a session say of how long its record must be kept, as leaves repeat it. */
final class Keeping {

  /** How many different keys lift a hold, or agree to a shorter retention. */
  private static final int KEYS = 2;

  private static final String NO_CLASS = "standard";

  private final Set<String> agreed = new HashSet<>();
  private final Map<List<Object>, Set<String>> shorter = new HashMap<>();
  private boolean held;
  private String retention = NO_CLASS;
  private Optional<Long> base = Optional.empty();
  private Optional<Long> until = Optional.empty();
  private boolean shortened;

  /**
   * Takes the next line.
   *
   * @param counts false for an act that is void; a hold protects all the same
   */
  void add(Line line, boolean counts) {
    if (!counts && !line.kind().equals("HELD")) {
      return;
    }
    switch (line.kind()) {
      case "HELD" -> {
        held = true;
        agreed.clear();
      }
      case "LIFT_AGREED" -> {
        agreed.add(line.readDetails().text("keyId"));
        held &= agreed.size() < KEYS;
      }
      case "RETENTION_SET" -> set(line.readDetails());
      case "SHORTENING_AGREED" -> shorten(line.readDetails());
      default -> {}
    }
  }

  /** Of several the one that ends last counts. */
  private void set(JsonObject details) {
    long end = details.number("until");
    if (until.filter(latest -> latest >= end).isEmpty()) {
      take(details);
    }
    shorter.clear();
  }

  /** Two that agree to the same take the place of what was set before. */
  private void shorten(JsonObject details) {
    List<Object> same =
        List.of(details.text("class"), details.number("base"), details.number("until"));
    Set<String> keys = shorter.computeIfAbsent(same, agreement -> new HashSet<>());
    keys.add(details.text("keyId"));
    if (keys.size() >= KEYS) {
      take(details);
      shortened = true;
      shorter.clear();
    }
  }

  private void take(JsonObject details) {
    retention = details.text("class");
    base = Optional.of(details.number("base"));
    until = Optional.of(details.number("until"));
  }

  /** Why nothing may be erased at that time, if so. */
  Optional<String> reasonAgainstErasing(long atMillis) {
    if (held) {
      return Optional.of("the session was held");
    }
    return until.filter(end -> end > atMillis).map(end -> "the session had to be kept still");
  }

  /** The columns of the head that repeat it. */
  Map<String, Object> head() {
    Map<String, Object> columns = new HashMap<>();
    columns.put("retention_class", retention);
    base.ifPresent(at -> columns.put("base_millis", at));
    until.ifPresent(at -> columns.put("until_millis", at));
    columns.put("held", String.valueOf(held));
    columns.put("shortened", String.valueOf(shortened));
    return columns;
  }

  /** The first field of a session's leaf that is not as the lines so far say. */
  Optional<String> differenceTo(Leaf.Content leaf) {
    if (leaf.held() != held) {
      return Optional.of("hold");
    } else if (!leaf.retention().equals(Optional.of(retention))) {
      return Optional.of("retention");
    } else if (!leaf.base().equals(base) || !leaf.until().equals(until)) {
      return Optional.of("base date");
    } else if (leaf.shortened() != shortened) {
      return Optional.of("agreement to a shorter retention");
    }
    return Optional.empty();
  }
}
