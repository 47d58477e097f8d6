package org.rtcroom.faults;

import java.time.Duration;

/**
 * What a client was answered.
 *
 * @param kind the kind of the line that a success leaves in the record
 * @param code of the answer, or {@link #NOTHING}, or {@link #NO_JSON}
 * @param atNanos when it was answered, by {@link System#nanoTime}
 */
record Answered(String kind, String roomId, int code, long atNanos, Duration took) {

  /** The server was gone, or broke off. */
  static final int NOTHING = -1;

  /** What came was not of this service. */
  static final int NO_JSON = -2;

  static final int TRY_AGAIN = 503;

  boolean ok() {
    return code == 0;
  }
}
