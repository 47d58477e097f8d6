package org.rtcroom.database;

import jakarta.ejb.ApplicationException;
import org.rtcroom.kernel.ExpectedFailure;

/**
 * The database did not answer, or refused: what was to be read or written was not. Callers of an
 * enterprise bean get it as it is, not wrapped.
 */
@ApplicationException
public class DatabaseUnavailable extends RuntimeException implements ExpectedFailure {

  private static final long serialVersionUID = 1L;

  /**
   * @param why what was not read or written
   */
  public DatabaseUnavailable(String why) {
    super(why);
  }

  public DatabaseUnavailable(Throwable cause) {
    super("the database does not answer", cause);
  }

  public DatabaseUnavailable(String why, Throwable cause) {
    super(why, cause);
  }
}
