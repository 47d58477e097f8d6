package org.rtcroom.kernel;

/** An identifier has characters or a length that the service does not accept. */
public class IllegalId extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message may be logged: it does not repeat the identifier. */
  public IllegalId(String message) {
    super(message);
  }
}
