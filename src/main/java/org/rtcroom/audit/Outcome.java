package org.rtcroom.audit;

/** How a transaction ended. */
public sealed interface Outcome<T> {

  /** Committed. */
  record Committed<T>(T result) implements Outcome<T> {}

  /** Rolled back: nothing was changed. */
  record RolledBack<T>(RuntimeException cause) implements Outcome<T> {}

  /** The commit gave no answer: all of it was changed, or nothing. */
  record Unknown<T>(RuntimeException cause) implements Outcome<T> {}
}
