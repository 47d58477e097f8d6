package org.rtcroom.journal;

import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.Warrant;

/** What two persons agree to, one after the other: to lift a hold, for instance. */
final class TwoPersons {

  private final Optional<Instant> asked;
  private Optional<Agreement> first = Optional.empty();
  private boolean agreed;

  /**
   * One person's agreement.
   *
   * @param seq number of its line
   */
  record Agreement(Warrant warrant, Instant at, long seq) {}

  /**
   * @param asked only keys that were confirmed before this count; if it is empty, those that were
   *     when the first of the two agreed
   */
  TwoPersons(Optional<Instant> asked) {
    this.asked = asked;
  }

  /**
   * Takes the next agreement. Who agrees once more does no harm.
   *
   * @return why it does not count, if it does not
   */
  Optional<NotAgreed.Why> add(Agreement next) {
    Optional<Instant> before = asked.or(() -> first.map(Agreement::at));
    if (before.filter(at -> !next.warrant().since().isBefore(at)).isPresent()) {
      return Optional.of(NotAgreed.Why.KEY_TOO_NEW);
    } else if (first.isEmpty()) {
      first = Optional.of(next);
      return Optional.empty();
    } else if (first.get().warrant().key().equals(next.warrant().key())) {
      return Optional.empty();
    } else if (!first.get().warrant().independentOf(next.warrant())) {
      return Optional.of(NotAgreed.Why.SAME_PERSON);
    }
    agreed = true;
    return Optional.empty();
  }

  /** Whether two persons agreed. */
  boolean agreed() {
    return agreed;
  }

  /** Number of the line of the first who agreed. */
  Optional<Long> firstSeq() {
    return first.map(Agreement::seq);
  }
}
