package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.verifier.stamp.StampCertificates;

/**
 * Reads the receipts of an export beside its checkpoints, both by number. Of many time stamps it
 * tells the last one: hashes bind all checkpoints before to it.
 */
final class ReceiptPass {

  private final Source<Receipt> source;
  private final Findings findings;
  private final Receipts receipts;
  private @Nullable Receipt next;
  private @Nullable Checkpoint lastStamped;
  private long lastTime;
  private long stamps;

  ReceiptPass(Source<Receipt> source, Optional<StampCertificates> trusted, Findings findings)
      throws IOException {
    this.source = source;
    this.findings = findings;
    receipts = new Receipts(trusted, findings, this::stamped);
    next = source.next();
  }

  private void stamped(Checkpoint checkpoint, long millis) {
    lastStamped = checkpoint;
    lastTime = millis;
    stamps++;
  }

  /** Judges those up to a checkpoint; only to a good one was there an answer. */
  void meet(Checkpoint checkpoint, boolean good) throws IOException {
    long number = checkpoint.body().number();
    for (Receipt own = next; own != null && own.number() <= number; own = next) {
      receipts.judge(own, good && own.number() == number ? checkpoint : null);
      advance(own);
    }
  }

  /** After the last checkpoint. */
  void end(long last) throws IOException {
    for (Receipt own = next; own != null; own = next) {
      receipts.judge(own, null);
      advance(own);
    }
    receipts.end();
    Checkpoint stamped = lastStamped;
    if (stamped != null) {
      tell(stamped, last);
    }
  }

  private void tell(Checkpoint stamped, long last) {
    findings.add(
        Finding.Kind.TIME_STAMPED,
        stamped,
        stamps
            + " checkpoints have time stamps, this one is the last of them: the authority saw it at "
            + Printout.time(lastTime));
    if (stamped.body().number() < last) {
      findings.add(
          Finding.Kind.WITNESS_ENDS,
          "time stamps",
          "they end at checkpoint "
              + stamped.body().number()
              + "; nobody vouches for the time of those after it, up to "
              + last);
    }
  }

  private void advance(Receipt before) throws IOException {
    next = source.next();
    if (next != null && next.number() < before.number()) {
      findings.add(Finding.Kind.NOT_IN_ORDER, next, "stands in the wrong place among the receipts");
    }
  }
}
