package org.rtcroom.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rtcroom.database.Jdbc;

/**
 * The leaves of one checkpoint, and the hashes of all leaves it had. Where somebody removed or
 * changed leaves, the hashes still prove those that are left.
 *
 * @param leaves as they are stored, in ascending order of their chains
 * @param hashes of all leaves, as they were stored with the checkpoint; none if they are not known
 */
record LeafList(List<CheckpointRows.ChainLeaf> leaves, List<byte[]> hashes) {

  static LeafList of(Jdbc jdbc, long number) {
    return new LeafList(
        CheckpointRows.leaves(jdbc, number), CheckpointRows.leafHashes(jdbc, number));
  }

  /**
   * The proof that a chain's leaf is in that checkpoint. It leads nowhere if this leaf was changed,
   * or the hashes were as well.
   *
   * @return empty if the chain has no leaf here
   */
  Optional<Cover.InclusionProof> proof(Checkpoint checkpoint, String chain) {
    int place = leaves.stream().map(CheckpointRows.ChainLeaf::chain).toList().indexOf(chain);
    if (place < 0) {
      return Optional.empty();
    }
    byte[] leaf = leaves.get(place).leaf();
    List<byte[]> all = leadTo(checkpoint, hashes) ? hashes : hashesOfLeaves();
    int known = indexOf(all, MerkleTree.leafHash(leaf));
    List<byte[]> used = known < 0 ? hashesOfLeaves() : all;
    int index = known < 0 ? place : known;
    return Optional.of(
        new Cover.InclusionProof(
            checkpoint.number(),
            new String(leaf, StandardCharsets.UTF_8),
            index,
            used.size(),
            MerkleTree.proofOfHashes(used, index).stream()
                .map(HexFormat.of()::formatHex)
                .toList()));
  }

  /**
   * Whether a leaf of that chain may be missing: between the leaves beside the gap there would be
   * room for it.
   */
  Optional<Cover.MissingLeaf> missing(Checkpoint checkpoint, String chain) {
    if (leaves.isEmpty() && hashes.isEmpty()) {
      return Optional.of(new Cover.MissingLeaf(checkpoint.number(), true));
    }
    boolean there = leaves.stream().anyMatch(leaf -> leaf.chain().equals(chain));
    boolean may = !there && (!leadTo(checkpoint, hashes) || isGap(chain));
    return may ? Optional.of(new Cover.MissingLeaf(checkpoint.number(), false)) : Optional.empty();
  }

  /** Whether leaves are gone between the last one before a chain and the first one after it. */
  private boolean isGap(String chain) {
    int before = -1;
    int after = hashes.size();
    for (CheckpointRows.ChainLeaf leaf : leaves) {
      int index = indexOf(hashes, MerkleTree.leafHash(leaf.leaf()));
      if (index >= 0 && leaf.chain().compareTo(chain) < 0) {
        before = Math.max(before, index);
      } else if (index >= 0) {
        after = Math.min(after, index);
      }
    }
    return after - before > 1;
  }

  private static boolean leadTo(Checkpoint checkpoint, List<byte[]> hashes) {
    String root = HexFormat.of().formatHex(MerkleTree.rootOfHashes(hashes));
    return root.equals(checkpoint.root());
  }

  private List<byte[]> hashesOfLeaves() {
    return leaves.stream().map(row -> MerkleTree.leafHash(row.leaf())).toList();
  }

  private static int indexOf(List<byte[]> hashes, byte[] hash) {
    return IntStream.range(0, hashes.size())
        .filter(index -> Arrays.equals(hashes.get(index), hash))
        .findFirst()
        .orElse(-1);
  }
}
