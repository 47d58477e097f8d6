package org.rtcroom.verifier;

/** Lengths of time for people. */
final class Ages {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Ages() {}

  static String words(long millis) {
    if (millis >= 2 * DAY) {
      return millis / DAY + " days";
    } else if (millis >= 2 * HOUR) {
      return millis / HOUR + " hours";
    } else if (millis >= 2 * MINUTE) {
      return millis / MINUTE + " minutes";
    }
    return millis / SECOND + " seconds";
  }
}
