package org.rtcroom.journal;

/** Nothing of a session may be erased now. */
public final class NotErasable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message may be told to the caller. */
  public NotErasable(String why) {
    super(why);
  }
}
