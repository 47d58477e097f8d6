package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What administrators of a session agreed to erase before its period is over. */
final class EarlyErasures {

  /** The details that name the law that demands it. */
  static final String BASIS = "earlyBasis";

  private final Map<List<Object>, TwoPersons> asked = new HashMap<>();

  /** Takes a line by which somebody agrees; says why it does not count, if it does not. */
  Optional<Objection> add(Line line) {
    return persons(line.readDetails()).add(line);
  }

  /** Why parts may not be erased early by that line, if so. */
  Optional<Objection> against(Line erased) {
    JsonObject details = erased.readDetails();
    TwoPersons persons = persons(details);
    Optional<Long> first = persons.firstSeq();
    if (details.text(BASIS).isBlank()) {
      return early("it names no law that demands to erase before the period is over");
    } else if (first.isEmpty() || first.get() != details.number("agreed")) {
      return early("nobody else agreed to erase that before the period is over");
    }
    Optional<Objection> objection = persons.add(erased);
    return objection.isEmpty() && !persons.agreed()
        ? early("only one person agreed to erase before the period is over")
        : objection;
  }

  private static Optional<Objection> early(String why) {
    return Optional.of(new Objection(Finding.Kind.ERASED_EARLY, why));
  }

  private TwoPersons persons(JsonObject details) {
    return asked.computeIfAbsent(
        List.of(details.list("lines"), details.text(BASIS)),
        same -> new TwoPersons(Optional.empty()));
  }
}
