package org.rtcroom.checkpoint;

import java.io.IOException;

/** The history, or the checkpoints over it, cannot be read now; later they can. */
public class HistoryUnavailable extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param why what came between
   */
  public HistoryUnavailable(String why) {
    super(why);
  }

  public HistoryUnavailable(Throwable cause) {
    super("the database does not answer", cause);
  }
}
