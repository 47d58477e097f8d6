package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the lines of a session say of how long its record must be kept, as leaves repeat it. */
final class Keeping {

  private static final String NO_CLASS = "standard";

  private TwoPersons lift = new TwoPersons(Optional.empty());
  private long heldSince;
  private final Map<List<Object>, TwoPersons> shorter = new HashMap<>();
  private boolean held;
  private String retention = NO_CLASS;
  private Optional<Long> base = Optional.empty();
  private Optional<Long> until = Optional.empty();
  private boolean shortened;

  /**
   * Takes the next line.
   *
   * @param counts false for an act that is void; a hold protects all the same
   * @return why it does not count, though it is signed, if so
   */
  Optional<Objection> add(Line line, boolean counts) {
    if (!counts && !line.kind().equals("HELD")) {
      return Optional.empty();
    }
    return switch (line.kind()) {
      case "HELD" -> {
        hold(line.atMillis());
        yield Optional.empty();
      }
      case "LIFT_AGREED" -> lift(line);
      case "RETENTION_SET" -> {
        set(line.readDetails());
        yield Optional.empty();
      }
      case "SHORTENING_AGREED" -> shorten(line);
      default -> Optional.empty();
    };
  }

  /** One more hold does not make the keys older that may lift it, but all must agree anew. */
  private void hold(long atMillis) {
    heldSince = held ? heldSince : atMillis;
    held = true;
    lift = new TwoPersons(Optional.of(heldSince));
  }

  private Optional<Objection> lift(Line line) {
    if (!held) {
      return Optional.empty();
    }
    Optional<Objection> objection = lift.add(line);
    held = !lift.agreed();
    return objection;
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
  private Optional<Objection> shorten(Line line) {
    JsonObject details = line.readDetails();
    List<Object> same =
        List.of(details.text("class"), details.number("base"), details.number("until"));
    TwoPersons persons = shorter.computeIfAbsent(same, wanted -> new TwoPersons(Optional.empty()));
    Optional<Objection> objection = persons.add(line);
    if (persons.agreed()) {
      take(details);
      shortened = true;
      shorter.clear();
    }
    return objection;
  }

  private void take(JsonObject details) {
    retention = details.text("class");
    base = Optional.of(details.number("base"));
    until = Optional.of(details.number("until"));
  }

  boolean held() {
    return held;
  }

  /** Whether the record had to be kept at that time, by what its own lines say. */
  boolean keptAt(long atMillis) {
    return until.filter(end -> end > atMillis).isPresent();
  }

  /** What rules that stand elsewhere are asked with. */
  Periods.Kept kept(String family, long closed) {
    return new Periods.Kept(family, closed, retention, base, shortened);
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
