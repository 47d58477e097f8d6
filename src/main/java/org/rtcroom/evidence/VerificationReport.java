package org.rtcroom.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of a verification.
 *
 * @param ok nothing is wrong; there may be remarks
 * @param counts of the records that were read
 * @param findings in the order they were found, only the first ones of each kind
 * @param found how many there are of each kind
 */
public record VerificationReport(
    boolean ok,
    VerificationCounts counts,
    List<VerificationFinding> findings,
    Map<String, Long> found) {

  /**
   * How much was read, and how much of it a checkpoint covers.
   *
   * @param erased lines whose personal part was erased
   * @param purged chains in place of which a tombstone stands
   * @param uncovered lines that no good checkpoint covers
   * @param oldestUncovered when the first of them was recorded
   * @param lastCheckpoint when the last good checkpoint was made
   */
  public record VerificationCounts(
      long sessions,
      long accessLogs,
      long lines,
      long checkpoints,
      long erased,
      long purged,
      long uncovered,
      Optional<Instant> oldestUncovered,
      Optional<Instant> lastCheckpoint) {}

  /**
   * A finding of a verification.
   *
   * @param kind such as {@code LINE_CHANGED}; the names are final
   * @param wrong false for a remark, which is worth knowing but not wrong
   * @param place the record it is about: a line as {@code chain#seq}, a chain, a checkpoint, a row
   * @param text a sentence that says what is wrong; it names no user
   */
  public record VerificationFinding(String kind, boolean wrong, String place, String text) {}
}
