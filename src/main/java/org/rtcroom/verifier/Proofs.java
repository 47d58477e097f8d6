package org.rtcroom.verifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checkpoints of a dossier and the proofs that they cover its session. */
final class Proofs {

  private final KeyHistory keys;
  private final Findings findings;
  private final Tally tally;
  private final Covered covered;
  private final Map<Long, Checkpoint> good = new HashMap<>();

  Proofs(KeyHistory keys, Findings findings, Tally tally, Covered covered) {
    this.keys = keys;
    this.findings = findings;
    this.tally = tally;
    this.covered = covered;
  }

  /** The leaves that are proved, by number. */
  List<Leaf> leaves(Source<byte[]> entries, JsonObject checkpoints) throws IOException {
    readCheckpoints(entries);
    List<Leaf> leaves = new ArrayList<>();
    for (JsonObject proof : checkpoints.objects("proofs")) {
      Leaf leaf = Leaf.of(proof);
      tally.add(Tally.What.LEAVES);
      if (proves(proof, leaf, good.get(leaf.number()))) {
        leaves.add(leaf);
      } else {
        findings.add(
            Finding.Kind.PROOF_WRONG,
            "checkpoint " + leaf.number(),
            "the proof does not lead to the root of a good checkpoint of that number");
      }
    }
    leaves.sort(Comparator.comparing(Leaf::number));
    return leaves;
  }

  /** The good checkpoints among those read, by number. */
  Map<Long, Checkpoint> good() {
    return good;
  }

  private void readCheckpoints(Source<byte[]> entries) throws IOException {
    Checkpoint checkpoint = OutsideCopy.nextCheckpoint(entries);
    while (checkpoint != null) {
      tally.add(Tally.What.CHECKPOINTS);
      if (!checkpoint.intact()) {
        findings.add(
            Finding.Kind.CHECKPOINT_CHANGED, checkpoint, "its hash is not that of what it says");
      } else if (keys.vouchesFor(checkpoint, false)) {
        Checkpoint.Body body = checkpoint.body();
        good.put(body.number(), checkpoint);
        covered.add(body.number(), body.time());
        covered.mode(body.mode());
        tally.goodCheckpoint(body.time());
      }
      checkpoint = OutsideCopy.nextCheckpoint(entries);
    }
  }

  private static boolean proves(JsonObject proof, Leaf leaf, @Nullable Checkpoint checkpoint) {
    if (checkpoint == null || proof.number("size") != checkpoint.body().leaves()) {
      return false;
    }
    try {
      List<byte[]> path = proof.texts("path").stream().map(HexFormat.of()::parseHex).toList();
      byte[] root =
          MerkleTree.rootOf(leaf.bytes(), proof.number("index"), proof.number("size"), path);
      return Arrays.equals(root, checkpoint.body().root());
    } catch (BadJson | IllegalArgumentException e) {
      return false;
    }
  }
}
