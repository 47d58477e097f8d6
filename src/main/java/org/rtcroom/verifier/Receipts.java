package org.rtcroom.verifier;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.stamp.StampCertificates;
import org.rtcroom.verifier.stamp.TimeStamp;

/**
 * What a witness answered to checkpoints. An answer counts only for the checkpoint whose hash
 * stands beside it; only a time stamp proves a time to strangers.
 */
final class Receipts {

  /** A checkpoint is shown to the witness at once, unless one of the two is out of order. */
  private static final long LATE_MILLIS = 3_600_000;

  private final Optional<StampCertificates> trusted;
  private final Findings findings;
  private final Stamped stamped;
  private long stamps;
  private long unproved;

  /** Hears of each checkpoint that a trusted authority has stamped. */
  interface Stamped {
    void at(Checkpoint checkpoint, long millis);
  }

  /**
   * Receipts of checkpoints.
   *
   * @param trusted certificates of the authority, if any were given
   */
  Receipts(Optional<StampCertificates> trusted, Findings findings, Stamped stamped) {
    this.trusted = trusted;
    this.findings = findings;
    this.stamped = stamped;
  }

  /**
   * Judges one.
   *
   * @param checkpoint the good one of that number, or null
   */
  void judge(Receipt receipt, @Nullable Checkpoint checkpoint) {
    if (checkpoint == null || !receipt.hash().equals(Bytes.hex(checkpoint.computedHash()))) {
      findings.add(
          Finding.Kind.RECEIPT_WRONG,
          receipt,
          "the answer of the witness is to another checkpoint, or to none that is good");
    } else if (receipt.witness().equals("tsa")) {
      judgeStamp(checkpoint, receipt.answer());
    } else {
      unproved++;
    }
  }

  private void judgeStamp(Checkpoint checkpoint, byte[] answer) {
    try {
      TimeStamp stamp = TimeStamp.of(answer, checkpoint.line());
      if (trusted.isEmpty()) {
        unproved++;
      } else if (trusted.get().vouchFor(stamp)) {
        stamps++;
        stamped.at(checkpoint, stamp.timeMillis());
        tellLate(checkpoint, stamp.timeMillis());
      } else {
        findings.add(
            Finding.Kind.STAMP_UNTRUSTED,
            checkpoint,
            "its time stamp is not of the authority whose certificate was given");
      }
    } catch (TimeStamp.NoStamp e) {
      findings.add(Finding.Kind.RECEIPT_WRONG, checkpoint, e.getMessage() + "");
    }
  }

  private void tellLate(Checkpoint checkpoint, long at) {
    long claimed = checkpoint.body().time();
    if (Math.abs(at - claimed) > LATE_MILLIS) {
      findings.add(
          Finding.Kind.STAMPED_LATE,
          checkpoint,
          "it claims to be of " + Printout.time(claimed) + ", more than an hour apart");
    }
  }

  /** After the last one. */
  void end() {
    if (unproved > 0) {
      findings.add(
          Finding.Kind.NOT_WITNESSED,
          "witness",
          unproved
              + " answers of the witness are only what the service says: ask the witness, or give"
              + " the certificate of the time-stamp authority");
    }
    if (trusted.isPresent() && stamps == 0) {
      findings.add(
          Finding.Kind.STAMP_MISSING,
          "witness",
          "a certificate was given, and no checkpoint has a time stamp that it vouches for");
    }
  }
}
