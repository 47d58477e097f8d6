package org.rtcroom.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after a failure: 1 s, doubled with each failure, up to 60 s. */
final class BackOff {

  private static final int LONGEST_SECONDS = 60;
  private static final int MOST_DOUBLINGS = 6;

  private BackOff() {}

  /**
   * The pause, and up to a quarter more, so that what failed together is not tried together.
   *
   * @param failures before the one that just happened
   */
  static Duration after(int failures) {
    long seconds = Math.min(LONGEST_SECONDS, 1L << Math.min(failures, MOST_DOUBLINGS));
    long millis = Duration.ofSeconds(seconds).toMillis();
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
  }
}
