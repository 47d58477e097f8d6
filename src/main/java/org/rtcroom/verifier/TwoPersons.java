package org.rtcroom.verifier;

import java.util.Optional;

/** What two persons agree to, one after the other (journal-format.md, "Two persons"). */
final class TwoPersons {

  /** 180 days: a key that was confirmed so long before agrees to lift any hold. */
  private static final long STANDING_MILLIS = 180 * 24 * Ages.HOUR;

  private final Optional<Long> asked;
  private Optional<Line> first = Optional.empty();
  private Optional<Warrant> firstWarrant = Optional.empty();
  private boolean agreed;

  /**
   * @param asked only keys that were confirmed before this count, or 180 days before they agree; if
   *     it is empty, only those that were when the first of the two agreed
   */
  TwoPersons(Optional<Long> asked) {
    this.asked = asked;
  }

  /** Takes the next agreement; says why it does not count, if it does not. */
  Optional<Objection> add(Line line) {
    Warrant next = Warrant.of(line.readDetails());
    if (tooNew(next.since(), line.atMillis())) {
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

  private boolean tooNew(long since, long atMillis) {
    boolean standing = asked.isPresent() && since <= atMillis - STANDING_MILLIS;
    Optional<Long> begun = asked.or(() -> first.map(Line::atMillis));
    return !standing && begun.filter(at -> since >= at).isPresent();
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
