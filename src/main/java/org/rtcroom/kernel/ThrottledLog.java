package org.rtcroom.kernel;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What goes wrong many times in a row, such as everything while the database is down: the log says
 * it once, and after ten seconds how often since. Each place that injects one has its own.
 * Thread-safe.
 */
@Dependent
public class ThrottledLog {

  private static final Duration QUIET = Duration.ofSeconds(10);

  private final MonotonicClock stopwatch;
  private boolean said;
  private long saidAt;
  private long unsaid;

  @Inject
  public ThrottledLog(MonotonicClock stopwatch) {
    this.stopwatch = stopwatch;
  }

  /**
   * Says in one line what happened, and the cause of all causes. Only what does not come from the
   * database is said each time, and with the place where it happened: that is a mistake of ours.
   */
  public void note(Logger log, String what, Throwable failure) {
    if (foreseen(failure)) {
      note(log, failure.getCause() == null ? what + ": " + failure : reason(what, failure));
      log.log(Level.DEBUG, what, failure);
    } else {
      log.log(Level.WARNING, what, failure);
    }
  }

  /** Says so in one line, or counts it. */
  public synchronized void note(Logger log, String what) {
    long now = stopwatch.nanos();
    if (said && now - saidAt < QUIET.toNanos()) {
      unsaid++;
      return;
    }
    log.log(Level.WARNING, unsaid == 0 ? what : what + " (and " + unsaid + " times before)");
    said = true;
    saidAt = now;
    unsaid = 0;
  }

  /** The text with what the cause of all causes says. */
  public static String reason(String what, Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    String text = root == failure ? what : what + ": " + root;
    return text.replaceAll("\\s+", " ");
  }

  private static boolean foreseen(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExpectedFailure || cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }
}
