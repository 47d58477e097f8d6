package org.rtcroom.verifier;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The leaves of all checkpoints, checked against the roots. */
final class Leaves {

  private final Source<Leaf> source;
  private final Findings findings;
  private final Tally tally;
  private final Covered covered;
  private final Set<String> nodes = new HashSet<>();
  private @Nullable Leaf next;

  Leaves(Source<Leaf> source, Findings findings, Tally tally, Covered covered) throws IOException {
    this.source = source;
    this.findings = findings;
    this.tally = tally;
    this.covered = covered;
    next = source.next();
  }

  /** Whether the leaves of that number are those of the root. Reads past them. */
  boolean belongTo(Checkpoint checkpoint) throws IOException {
    long number = checkpoint.body().number();
    skipTo(number);
    MerkleTree tree = new MerkleTree();
    String before = "";
    boolean sorted = true;
    nodes.clear();
    for (Leaf leaf = next; leaf != null && leaf.number() == number; leaf = next) {
      tree.add(leaf.bytes());
      leaf.nodeOfAccessLog().ifPresent(nodes::add);
      sorted &= leaf.chain().compareTo(before) > 0;
      before = leaf.chain();
      take(leaf);
    }
    if (!sorted) {
      findings.add(Finding.Kind.LEAVES_UNSORTED, checkpoint, "its leaves are not sorted by chain");
    }
    if (tree.size() == 0 && checkpoint.body().leaves() > 0) {
      covered.leafless(number);
      return true;
    }
    boolean same =
        tree.size() == checkpoint.body().leaves()
            && Arrays.equals(tree.root(), checkpoint.body().root());
    if (!same) {
      findings.add(
          Finding.Kind.ROOT_DIFFERS, checkpoint, "its leaves do not give the root that is signed");
    }
    return same;
  }

  /** The nodes of whose access logs there were leaves among those read last. */
  Set<String> nodes() {
    return nodes;
  }

  /** Reads past leaves of lower numbers, which belong to no checkpoint. */
  void skipTo(long number) throws IOException {
    for (Leaf leaf = next; leaf != null && leaf.number() < number; leaf = next) {
      findings.add(
          Finding.Kind.LEAF_WITHOUT_CHECKPOINT,
          "checkpoint " + leaf.number(),
          "there is a leaf of it, of chain " + leaf.chain() + ", but not the checkpoint");
      take(leaf);
    }
  }

  private void take(Leaf leaf) throws IOException {
    tally.add(Tally.What.LEAVES);
    covered.leaves().first(leaf.number(), leaf.bytes());
    next = source.next();
  }
}
