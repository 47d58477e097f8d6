package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Arrays;

/** Verifies the chain of checkpoints, each against its leaves, and against a witness. */
final class CheckpointPass {

  private final KeyHistory keys;
  private final Findings findings;
  private final Tally tally;
  private final Covered covered;
  private final Witness witness;
  private final Restores restores;
  private final ReceiptPass receipts;
  private final NodeCounts counts;

  private byte[] previous = Checkpoint.NONE_BEFORE;
  private long expected;
  private long time = Long.MIN_VALUE;

  CheckpointPass(
      KeyHistory keys,
      Findings findings,
      Tally tally,
      Covered covered,
      Witness witness,
      Restores restores,
      ReceiptPass receipts) {
    this.keys = keys;
    this.findings = findings;
    this.tally = tally;
    this.covered = covered;
    this.witness = witness;
    this.restores = restores;
    this.receipts = receipts;
    counts = new NodeCounts(findings);
  }

  /** Verifies all, and gives the number of the last one; −1 if there is none. */
  long run(Source<byte[]> entries, Source<Leaf> leafSource) throws IOException {
    Leaves leaves = new Leaves(leafSource, findings, tally, covered);
    Checkpoint checkpoint = OutsideCopy.nextCheckpoint(entries);
    while (checkpoint != null) {
      check(checkpoint, leaves);
      checkpoint = OutsideCopy.nextCheckpoint(entries);
    }
    leaves.skipTo(Long.MAX_VALUE);
    covered.sessions(counts.sessions());
    covered.ended(counts::ended);
    restores.end(expected - 1, previous);
    restores.settle(covered.leafless());
    witness.end(expected - 1);
    receipts.end(expected - 1);
    return expected - 1;
  }

  private void check(Checkpoint checkpoint, Leaves leaves) throws IOException {
    tally.add(Tally.What.CHECKPOINTS);
    long number = checkpoint.body().number();
    if (number < expected) {
      findings.add(Finding.Kind.CHECKPOINT_DOUBLED, checkpoint, "its number stands there before");
      return;
    }
    if (number > expected) {
      findings.add(
          Finding.Kind.CHECKPOINT_MISSING,
          "checkpoint " + expected,
          "the one after checkpoint " + (expected - 1) + " is " + number);
    }
    boolean follows = Arrays.equals(checkpoint.body().previous(), previous);
    if (!follows && number == expected) {
      findings.add(
          Finding.Kind.CHECKPOINT_NOT_FOLLOWING, checkpoint, "it names another one before it");
    }
    checkOnItsOwn(checkpoint, leaves);
    witness.compare(checkpoint);
    previous = checkpoint.computedHash();
    expected = number + 1;
  }

  private void checkOnItsOwn(Checkpoint checkpoint, Leaves leaves) throws IOException {
    boolean intact = checkpoint.intact();
    if (!intact) {
      findings.add(
          Finding.Kind.CHECKPOINT_CHANGED, checkpoint, "its hash is not that of what it says");
    }
    boolean vouched = keys.vouchesFor(checkpoint, true);
    boolean rooted = leaves.belongTo(checkpoint);
    checkClock(checkpoint.body());
    counts.meet(checkpoint, leaves.nodes(), checkpoint.body().number() == expected);
    restores.meet(checkpoint, intact && vouched, counts.sessions());
    receipts.meet(checkpoint, intact && vouched);
    covered.mode(checkpoint.body().mode());
    if (intact && vouched && rooted) {
      covered.add(checkpoint.body().number(), checkpoint.body().time());
      tally.goodCheckpoint(checkpoint.body().time());
    }
    if (!checkpoint.body().mode().equals("production") && checkpoint.body().number() == 0) {
      findings.add(Finding.Kind.DEMO, checkpoint, "made in mode " + checkpoint.body().mode());
    }
  }

  private void checkClock(Checkpoint.Body body) {
    if (body.time() < time) {
      findings.add(
          Finding.Kind.CLOCK_BACKWARDS,
          "checkpoint " + body.number(),
          "its time is " + (time - body.time()) + " ms before that of the one before");
    }
    time = body.time();
  }
}
