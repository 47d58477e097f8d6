package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A copy of the file outside the database that somebody else has kept. */
final class Witness {

  /** A checkpoint from so shortly before an export, or later, may have been stored after it. */
  private static final long SLACK_MILLIS = 60_000;

  private final @Nullable Source<byte[]> entries;
  private final KeyHistory keys;
  private final Findings findings;
  private final Tally tally;
  private final long exportedAt;

  private @Nullable Checkpoint next;
  private long same;
  private long highest = -1;

  /**
   * @param entries null if there is no witness
   */
  Witness(
      @Nullable Source<byte[]> entries,
      KeyHistory keys,
      Findings findings,
      Tally tally,
      long exportedAt)
      throws IOException {
    this.entries = entries;
    this.keys = keys;
    this.findings = findings;
    this.tally = tally;
    this.exportedAt = exportedAt;
    advance();
  }

  void compare(Checkpoint checkpoint) throws IOException {
    long number = checkpoint.body().number();
    for (Checkpoint kept = next; kept != null && kept.body().number() <= number; kept = next) {
      if (kept.body().number() < number) {
        lost(kept);
      } else {
        compare(checkpoint, kept);
      }
      advance();
    }
  }

  private void compare(Checkpoint checkpoint, Checkpoint kept) {
    if (Arrays.equals(checkpoint.computedHash(), kept.computedHash())) {
      same++;
    } else if (kept.intact() && keys.signed(kept)) {
      findings.add(
          Finding.Kind.TWO_HISTORIES,
          checkpoint,
          "the witness holds another one under this number, signed as well");
    } else {
      forged(kept);
    }
  }

  /** What the witness holds beyond the history's end is lost to it, unless it is later. */
  void end(long last) throws IOException {
    if (entries == null) {
      return;
    }
    tally.witnessed(same);
    if (next == null && highest < last) {
      findings.add(
          Finding.Kind.WITNESS_ENDS,
          "witness",
          "it ends at checkpoint "
              + highest
              + "; those after it, up to "
              + last
              + ", are not witnessed");
    }
    for (Checkpoint kept = next; kept != null; kept = next) {
      beyond(kept, last);
      advance();
    }
  }

  private void beyond(Checkpoint kept, long last) {
    if (kept.body().number() <= last) {
      lost(kept);
    } else if (!kept.intact() || !keys.signed(kept)) {
      forged(kept);
    } else if (kept.body().time() > exportedAt - SLACK_MILLIS) {
      findings.add(
          Finding.Kind.LATER_WITNESSED,
          kept,
          "the witness holds it; right only if what is verified was made before it");
    } else {
      findings.add(
          Finding.Kind.CUT_BACK,
          kept,
          "the witness holds it, the history ends before it, at checkpoint " + last);
    }
  }

  private void lost(Checkpoint kept) {
    if (kept.intact() && keys.signed(kept)) {
      findings.add(Finding.Kind.CUT_BACK, kept, "the witness holds it, the history does not");
    } else {
      forged(kept);
    }
  }

  private void forged(Checkpoint kept) {
    findings.add(
        Finding.Kind.WITNESS_FORGED,
        kept,
        "as the witness has it, no key that is trusted signed it");
  }

  private void advance() throws IOException {
    next = entries == null ? null : OutsideCopy.nextCheckpoint(entries);
    highest = next == null ? highest : Math.max(highest, next.body().number());
  }
}
