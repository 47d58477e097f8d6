package org.rtcroom.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.Warrant;

/** What two persons agree to, one after the other: to lift a hold, for instance. */
final class TwoPersons {

  /**
   * A key that was confirmed so long before agrees to lift any hold: keys last a year at most, and
   * a hold may outlast all that were there when it was set.
   */
  static final Duration STANDING = Duration.ofDays(180);

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
   * @param asked only keys that were confirmed before this count, or {@link #STANDING} before they
   *     agree; if it is empty, only those that were when the first of the two agreed
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
    if (tooNew(next)) {
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

  private boolean tooNew(Agreement next) {
    Instant since = next.warrant().since();
    boolean standing = asked.isPresent() && !since.plus(STANDING).isAfter(next.at());
    Optional<Instant> begun = asked.or(() -> first.map(Agreement::at));
    return !standing && begun.filter(at -> !since.isBefore(at)).isPresent();
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
