package org.rtcroom.identity;

/** What is kept of users cannot be read or written now. */
public class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param why the database was not asked
   */
  public StoreUnavailable(String why) {
    super("the users' generations: " + why);
  }

  public StoreUnavailable(Throwable cause) {
    super("the database does not answer", cause);
  }
}
