package org.rtcroom.verifier.archive;

import java.io.IOException;

/** What was given cannot be judged: it is not an export or a dossier, or not a whole one. */
public final class Unusable extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the place and what is wrong with it
   */
  public Unusable(String message) {
    super(message);
  }

  public Unusable(String message, Throwable cause) {
    super(message, cause);
  }
}
