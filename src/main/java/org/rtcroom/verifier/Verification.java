package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.archive.Unusable;
import org.rtcroom.verifier.stamp.StampCertificates;

/**
 * Verifies a whole history against a public key that was given from outside. Reads it twice: the
 * checkpoints, then the chains. Memory does not grow with the number of lines.
 */
public final class Verification {

  private final Evidence evidence;
  private final Key key;
  private final @Nullable Source<byte[]> witness;
  private final Tally tally;
  private final AcceptedRestores accepted;
  private final Optional<StampCertificates> authority;

  /**
   * @param witness the entries of a copy of the file outside the database, or null
   * @param accepted the restored databases that the auditor accepts; others are findings
   * @param tally counts along, for whoever waits
   * @param authority certificates of the time-stamp authority, given from outside
   */
  public Verification(
      Evidence evidence,
      Key key,
      @Nullable Source<byte[]> witness,
      Tally tally,
      AcceptedRestores accepted,
      Optional<StampCertificates> authority) {
    this.evidence = evidence;
    this.key = key;
    this.witness = witness;
    this.tally = tally;
    this.accepted = accepted;
    this.authority = authority;
  }

  /** As the other, where no authority is known. */
  public Verification(
      Evidence evidence,
      Key key,
      @Nullable Source<byte[]> witness,
      Tally tally,
      AcceptedRestores accepted) {
    this(evidence, key, witness, tally, accepted, Optional.empty());
  }

  /** As the other, where no restored database is accepted. */
  public Verification(Evidence evidence, Key key, @Nullable Source<byte[]> witness, Tally tally) {
    this(evidence, key, witness, tally, AcceptedRestores.NONE);
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
    evidence.repacked().ifPresent(how -> findings.add(Finding.Kind.PACKED_ANEW, "file", how));
    Covered covered = new Covered();
    OutsideCopy.KeyEvents events = events(findings);
    KeyHistory keys = new KeyHistory(key, events, findings);
    if (evidence.seal().filter(seal -> !keys.signed(seal)).isPresent()) {
      findings.add(Finding.Kind.EXPORT_FORGED, "export.json", "no key that is trusted signed it");
    }
    Restores restores = new Restores(events.restores(), accepted, keys, findings);
    try (Source<byte[]> checkpoints = evidence.checkpoints();
        Source<Leaf> leaves = evidence.leaves();
        Source<Receipt> receipts = evidence.receipts()) {
      Witness kept = new Witness(witness, keys, findings, tally, about.timeMillis());
      long last =
          new CheckpointPass(
                  keys,
                  findings,
                  tally,
                  covered,
                  kept,
                  restores,
                  new ReceiptPass(receipts, authority, findings))
              .run(checkpoints, leaves);
      compareEnds(about.lastCheckpoint(), last, findings);
    }
    OpenQuestions questions =
        new OpenQuestions(keys, findings, new Endings(events, keys, findings));
    new ChainPass(about, keys, findings, tally, covered, questions, restores).run(evidence);
    tellUncovered(tally.counts(), about.timeMillis(), findings);
  }

  /** What an export says of itself is of this one only if both end with the same checkpoint. */
  private static void compareEnds(long told, long last, Findings findings) {
    if (told != last) {
      findings.add(
          last < told ? Finding.Kind.CUT_BACK : Finding.Kind.EXPORT_FORGED,
          "checkpoint " + told,
          "it is said to be the last one, but the last one is " + last);
    }
  }

  private OutsideCopy.KeyEvents events(Findings findings) throws IOException {
    try (Source<byte[]> checkpoints = evidence.checkpoints()) {
      return OutsideCopy.keyEvents(checkpoints, findings);
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
