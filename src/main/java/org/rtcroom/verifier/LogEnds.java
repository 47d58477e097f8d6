package org.rtcroom.verifier;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The line by which a living node ends the access log of one that is gone: journal-format.md,
 * LOG_ENDED.
 */
final class LogEnds {

  static final String KIND = "LOG_ENDED";

  /** How long the log must have been silent. */
  private static final long SILENCE_MILLIS = 3_600_000;

  private LogEnds() {}

  /**
   * Why a log may not end with that line, if so.
   *
   * @param before the line before, or null
   * @param node whose log it is
   */
  static Optional<String> reasonAgainst(Line line, @Nullable Line before, String node) {
    JsonObject details = line.readDetails();
    if (before == null) {
      return Optional.of("nothing stands before it");
    } else if (!details.text("node").equals(node) || details.text("by").equals(node)) {
      return Optional.of("it is not by another node about this one");
    } else if (line.atMillis() - SILENCE_MILLIS < before.atMillis()) {
      return Optional.of("the log had not been silent for an hour");
    }
    return Optional.empty();
  }
}
