package org.rtcroom.identity;

/** What is kept of users cannot be read or written now; nothing was changed. */
public class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailable(Throwable cause) {
    super("the database does not answer", cause);
  }
}
