package org.rtcroom.apikey;

/** A key may not be confirmed by that one. */
public final class NotConfirmable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message may be told to the caller. */
  NotConfirmable(String why) {
    super(why);
  }
}
