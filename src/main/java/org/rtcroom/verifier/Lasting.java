package org.rtcroom.verifier;

import java.time.Duration;
import java.util.List;

/** The classes of sessions by how long they lasted, by which those are found that went on then. */
final class Lasting {

  /** Shorter than the first is class 0; the last class has no bound. */
  private static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofDays(1),
          Duration.ofDays(4),
          Duration.ofDays(16),
          Duration.ofDays(64));

  private Lasting() {}

  /** The class of a session that lasted for so many milliseconds. */
  static long ofMillis(long millis) {
    return BOUNDS.stream().filter(bound -> bound.toMillis() <= millis).count();
  }
}
