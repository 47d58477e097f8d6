package org.rtcroom.verifier;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole history against a public key that was given from outside. Reads it twice: the
 * checkpoints, then the chains. Memory does not grow with the number of lines.
 */
public final class Verification {

  private final Evidence evidence;
  private final Key key;
  private final @Nullable Source<byte[]> witness;
  private final Tally tally;

  /**
   * @param witness the entries of a copy of the file outside the database, or null
   * @param tally counts along, for whoever waits
   */
  public Verification(Evidence evidence, Key key, @Nullable Source<byte[]> witness, Tally tally) {
    this.evidence = evidence;
    this.key = key;
    this.witness = witness;
    this.tally = tally;
  }

  /**
   * Verifies and reports.
   *
   * @throws IOException if it cannot be read; {@link Unusable} if it is not what it should be
   */
  public Report run() throws IOException {
    Findings findings = new Findings();
    try {
      judge(findings);
    } catch (BadJson e) {
      throw new Unusable(e.getMessage() + "", e);
    }
    return new Report(findings.none(), tally.counts(), findings.kept(), findings.counts());
  }

  private void judge(Findings findings) throws IOException {
    About about = evidence.about();
    Covered covered = new Covered();
    KeyHistory keys = keys(findings);
    try (Source<byte[]> checkpoints = evidence.checkpoints();
        Source<Leaf> leaves = evidence.leaves()) {
      Witness kept = new Witness(witness, keys, findings, tally, about.timeMillis());
      new CheckpointPass(keys, findings, tally, covered, kept).run(checkpoints, leaves);
    }
    OpenQuestions questions = new OpenQuestions(findings);
    new ChainPass(about, keys, findings, tally, covered, questions).run(evidence);
    tellUncovered(tally.counts(), about.timeMillis(), findings);
  }

  private KeyHistory keys(Findings findings) throws IOException {
    try (Source<byte[]> checkpoints = evidence.checkpoints()) {
      return new KeyHistory(key, OutsideCopy.keyEvents(checkpoints, findings), findings);
    }
  }

  static void tellUncovered(Report.Counts counts, long madeMillis, Findings findings) {
    counts
        .oldestUncovered()
        .ifPresent(
            oldest ->
                findings.add(
                    Finding.Kind.NOT_COVERED,
                    "lines",
                    counts.uncovered()
                        + " lines are not yet covered by a checkpoint, the oldest for "
                        + Ages.words(madeMillis - oldest)));
  }
}
