package org.rtcroom.database;

import java.util.function.Predicate;
import org.rtcroom.kernel.BrokenChain;

/** How a transaction ended. */
public sealed interface Outcome<T> {

  /** Committed. */
  record Committed<T>(T result) implements Outcome<T> {}

  /** Rolled back: nothing was changed. */
  record RolledBack<T>(RuntimeException cause) implements Outcome<T> {}

  /** The commit gave no answer: all of it was changed, or nothing. */
  record Unknown<T>(RuntimeException cause) implements Outcome<T> {}

  /**
   * What the work gave.
   *
   * @throws BrokenChain if the work threw it
   * @throws DatabaseUnavailable if nothing was changed, or the outcome is unknown
   */
  default T orThrow() {
    return orThrow(cause -> cause instanceof BrokenChain);
  }

  /**
   * What the work gave.
   *
   * @param own whether the work itself refused with that exception, which is then thrown as it is
   * @throws DatabaseUnavailable if nothing was changed for any other reason, or the outcome is
   *     unknown
   */
  default T orThrow(Predicate<RuntimeException> own) {
    if (this instanceof Committed<T> committed) {
      return committed.result();
    }
    if (this instanceof Unknown<T> unknown) {
      throw new DatabaseUnavailable(unknown.cause());
    }
    RuntimeException cause = ((RolledBack<T>) this).cause();
    boolean said = cause instanceof DatabaseUnavailable || own.test(cause);
    throw said ? cause : new DatabaseUnavailable(cause);
  }
}
