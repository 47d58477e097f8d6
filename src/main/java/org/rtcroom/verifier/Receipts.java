package org.rtcroom.verifier;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.verifier.stamp.StampCertificates;
import org.rtcroom.verifier.stamp.TimeStamp;

/**
 * What a witness answered to the checkpoints of a dossier. An answer counts only for the checkpoint
 * whose hash stands beside it; only a time stamp proves a time to strangers.
 */
final class Receipts {

  /** A checkpoint is shown to the witness at once, unless one of the two is out of order. */
  private static final long LATE_MILLIS = 3_600_000;

  private final Map<Long, Checkpoint> good;
  private final Optional<StampCertificates> trusted;
  private final Findings findings;
  private final Map<String, byte[]> lines = new HashMap<>();
  private long stamps;
  private long unproved;

  /**
   * Receipts of checkpoints.
   *
   * @param good the checkpoints that are good, by number
   * @param trusted certificates of the authority, if any were given
   */
  Receipts(Map<Long, Checkpoint> good, Optional<StampCertificates> trusted, Findings findings) {
    this.good = good;
    this.trusted = trusted;
    this.findings = findings;
  }

  void check(JsonObject checkpoints) {
    for (JsonObject entry : checkpoints.objects("checkpoints")) {
      entry.optionalText("body").ifPresent(body -> lines.put(entry.text("hash"), line(entry)));
    }
    checkpoints.objects("witness").forEach(this::checkReceipt);
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

  private static byte[] line(JsonObject entry) {
    return Bytes.utf8(JsonText.of(entry));
  }

  private void checkReceipt(JsonObject receipt) {
    long number = receipt.number("number");
    Checkpoint checkpoint = good.get(number);
    String hash = receipt.text("hash");
    byte[] line = lines.get(hash);
    if (checkpoint == null || line == null || !hash.equals(Bytes.hex(checkpoint.computedHash()))) {
      findings.add(
          Finding.Kind.RECEIPT_WRONG,
          "checkpoint " + number,
          "the answer of the witness is to another checkpoint, or to none that is good");
    } else if (receipt.text("witness").equals("tsa")) {
      checkStamp(checkpoint, receipt.bytes("answer"), line);
    } else {
      unproved++;
    }
  }

  private void checkStamp(Checkpoint checkpoint, byte[] answer, byte[] line) {
    try {
      TimeStamp stamp = TimeStamp.of(answer, line);
      if (trusted.isEmpty()) {
        unproved++;
      } else if (trusted.get().vouchFor(stamp)) {
        stamps++;
        tell(checkpoint, stamp);
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

  private void tell(Checkpoint checkpoint, TimeStamp stamp) {
    long late = stamp.timeMillis() - checkpoint.body().time();
    findings.add(
        Finding.Kind.TIME_STAMPED,
        checkpoint,
        "the time-stamp authority saw it at " + Printout.time(stamp.timeMillis()));
    if (Math.abs(late) > LATE_MILLIS) {
      findings.add(
          Finding.Kind.STAMPED_LATE,
          checkpoint,
          "it claims to be of "
              + Printout.time(checkpoint.body().time())
              + ", more than an hour apart");
    }
  }
}
