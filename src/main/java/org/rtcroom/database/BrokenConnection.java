package org.rtcroom.database;

import java.io.InterruptedIOException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;

/**
 * A connection that the pool gave although it had broken while nobody used it. The pool finds out
 * by the failure, and does not give it again.
 */
public final class BrokenConnection {

  /** SQLStates of a connection that broke, and of a database that is being stopped. */
  private static final String BROKEN = "08";

  private static final String STOPPED = "57P0";

  private BrokenConnection() {}

  /**
   * Whether that caused the failure of a transaction before its commit, so that another connection
   * may do better. One that fell silent has cost its time limit already, and so might the next.
   */
  public static boolean caused(Throwable failure) {
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
