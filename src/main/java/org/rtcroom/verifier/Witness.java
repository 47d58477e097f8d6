package org.rtcroom.verifier;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.archive.Unusable;

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
  private long lastSame = -1;
  private long highest = -1;
  private long line;
  private long unusable;
  private String firstUnusable = "";
  private boolean wrong;

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
      same += lastSame == kept.body().number() ? 0 : 1;
      lastSame = kept.body().number();
    } else if (kept.intact() && keys.signed(kept)) {
      tell(
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
    if (next == null && highest >= 0 && highest < last) {
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
    tellUnusable();
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
      tell(
          Finding.Kind.CUT_BACK,
          kept,
          "the witness holds it, the history ends before it, at checkpoint " + last);
    }
  }

  private void lost(Checkpoint kept) {
    if (kept.intact() && keys.signed(kept)) {
      tell(Finding.Kind.CUT_BACK, kept, "the witness holds it, the history does not");
    } else {
      forged(kept);
    }
  }

  private void forged(Checkpoint kept) {
    tell(
        Finding.Kind.WITNESS_FORGED,
        kept,
        "as the witness has it, no key that is trusted signed it");
  }

  private void tell(Finding.Kind kind, Checkpoint kept, String text) {
    wrong = true;
    findings.add(kind, kept, text);
  }

  /** Reads on to the next checkpoint. What is unreadable or out of order is told at the end. */
  private void advance() throws IOException {
    next = null;
    Source<byte[]> source = entries;
    while (source != null && next == null) {
      byte[] entry;
      try {
        entry = source.next();
      } catch (Unusable | CharacterCodingException e) {
        line++;
        unusable("it cannot be read on: " + e.getMessage());
        return;
      }
      if (entry == null) {
        return;
      }
      line++;
      next = entry.length == 0 ? null : checkpoint(entry);
    }
    highest = next == null ? highest : next.body().number();
  }

  private @Nullable Checkpoint checkpoint(byte[] entry) {
    try {
      Checkpoint checkpoint = OutsideCopy.entry(entry);
      if (checkpoint != null && checkpoint.body().number() < highest) {
        unusable("checkpoint " + checkpoint.body().number() + " stands after " + highest);
        return null;
      }
      return checkpoint;
    } catch (BadJson e) {
      unusable(e.getMessage() + "");
      return null;
    }
  }

  private void unusable(String why) {
    unusable++;
    firstUnusable = firstUnusable.isEmpty() ? "line " + line + ": " + why : firstUnusable;
  }

  /** What was asked for and could not be used must not pass as used. */
  private void tellUnusable() {
    String what = "";
    if (unusable > 0) {
      what = unusable + " lines of it are no entries in order, first " + firstUnusable;
    } else if (highest < 0) {
      what = "it holds no checkpoint";
    } else if (same == 0 && !wrong) {
      what = "it holds none of the checkpoints of the history";
    }
    if (!what.isEmpty()) {
      findings.add(
          Finding.Kind.WITNESS_UNUSABLE,
          "witness",
          what + "; give a copy of checkpoints.log, one JSON object per line as it was written");
    }
  }
}
