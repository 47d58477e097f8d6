package org.rtcroom.verifier;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of a verification.
 *
 * @param ok nothing is wrong; there may be remarks
 * @param counts what was read
 * @param findings at most {@value Findings#KEPT} of each kind
 * @param found how many there are of each kind
 */
public record Report(
    boolean ok, Counts counts, List<Finding> findings, Map<Finding.Kind, Long> found) {

  /** Whether nothing is wrong but that the witness could not be used. */
  boolean onlyWitness() {
    return !ok
        && found.keySet().stream()
            .allMatch(kind -> kind.remark() || kind == Finding.Kind.WITNESS_UNUSABLE);
  }

  /**
   * How much was read, and how much of it a checkpoint covers.
   *
   * @param erased lines whose personal part was erased
   * @param purged chains in place of which a tombstone stands
   * @param uncovered lines that no good checkpoint covers
   * @param oldestUncovered milliseconds since 1970
   * @param lastCheckpoint time of the last good checkpoint, milliseconds since 1970
   * @param witnessed checkpoints that the witness holds as well; empty without a witness
   */
  public record Counts(
      long sessions,
      long accessLogs,
      long lines,
      long checkpoints,
      long leaves,
      long rows,
      long erased,
      long purged,
      long uncovered,
      Optional<Long> oldestUncovered,
      Optional<Long> lastCheckpoint,
      Optional<Long> witnessed) {}
}
