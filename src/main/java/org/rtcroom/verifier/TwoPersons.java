package org.rtcroom.verifier;

import java.util.Optional;

/** What two persons agree to, one after the other (journal-format.md, "Two persons"). */
final class TwoPersons {

  private final Optional<Long> asked;
  private Optional<Line> first = Optional.empty();
  private Optional<Warrant> firstWarrant = Optional.empty();
  private boolean agreed;

  /**
   * @param asked only keys that were confirmed before this count; if it is empty, those that were
   *     when the first of the two agreed
   */
  TwoPersons(Optional<Long> asked) {
    this.asked = asked;
  }

  /** Takes the next agreement; says why it does not count, if it does not. */
  Optional<Objection> add(Line line) {
    Warrant next = Warrant.of(line.readDetails());
    Optional<Long> before = asked.or(() -> first.map(Line::atMillis));
    if (before.filter(at -> next.since() >= at).isPresent()) {
      return Optional.of(
          new Objection(
              Finding.Kind.KEY_TOO_NEW,
              line.kind() + " by a key that was confirmed only after that had begun"));
    } else if (firstWarrant.isEmpty()) {
      first = Optional.of(line.withoutContent());
      firstWarrant = Optional.of(next);
      return Optional.empty();
    } else if (firstWarrant.get().key().equals(next.key())) {
      return Optional.empty();
    } else if (!firstWarrant.get().independentOf(next)) {
      return Optional.of(
          new Objection(
              Finding.Kind.AGREED_ALONE,
              line.kind() + " by two keys that one person gave out or holds"));
    }
    agreed = true;
    return Optional.empty();
  }

  /** Whether two persons agreed. */
  boolean agreed() {
    return agreed;
  }

  /** Number of the first one's line. */
  Optional<Long> firstSeq() {
    return first.map(Line::seq);
  }
}
