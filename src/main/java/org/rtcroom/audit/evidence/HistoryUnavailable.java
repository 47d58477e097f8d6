package org.rtcroom.audit.evidence;

import java.io.IOException;

/** The history cannot be read now, because the database does not answer. */
public class HistoryUnavailable extends IOException {

  private static final long serialVersionUID = 1L;

  public HistoryUnavailable(Throwable cause) {
    super("the database does not answer", cause);
  }
}
