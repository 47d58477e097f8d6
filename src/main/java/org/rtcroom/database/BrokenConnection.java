package org.rtcroom.database;

import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.transaction.xa.XAException;

/**
 * A connection that the pool gave although it had broken while it was idle. The pool finds out by
 * the failure, and does not give it again.
 */
final class BrokenConnection {

  /** As many connections as the pool holds may have broken together. */
  private static final int CONNECTIONS = 32;

  /** SQLStates of a connection that broke, and of a database that is being stopped. */
  private static final String BROKEN = "08";

  private static final String STOPPED = "57P0";

  private BrokenConnection() {}

  /** How an attempt ended that is made again, with another connection, while they are broken. */
  static <T> Outcome<T> replaced(Supplier<Outcome<T>> attempt) {
    Outcome<T> outcome = attempt.get();
    for (int i = 0; i < CONNECTIONS && neverBegun(outcome); i++) {
      outcome = attempt.get();
    }
    return outcome;
  }

  private static boolean neverBegun(Outcome<?> outcome) {
    return outcome instanceof Outcome.RolledBack<?> rolledBack && caused(rolledBack.cause());
  }

  /**
   * Whether that caused the failure of a transaction before its commit, so that another connection
   * may do better. One that fell silent has cost its time limit already, and so might the next.
   */
  private static boolean caused(Throwable failure) {
    boolean broken = false;
    for (Throwable c = failure; c != null; c = c.getCause()) {
      if (c instanceof InterruptedIOException) {
        return false;
      }
      broken |= c instanceof XAException || (c instanceof SQLException sql && broken(sql));
    }
    return broken;
  }

  private static boolean broken(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith(BROKEN) || state.startsWith(STOPPED);
  }
}
