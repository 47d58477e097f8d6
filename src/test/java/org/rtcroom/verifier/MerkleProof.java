package org.rtcroom.verifier;

import java.util.ArrayList;
import java.util.List;

/** Roots and inclusion proofs straight from their recursive definition, RFC 6962, section 2.1. */
final class MerkleProof {

  private MerkleProof() {}

  static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return new Sha256().raw((byte) 0).raw(leaves.get(0)).hash();
    }
    int half = half(leaves.size());
    byte[] left = root(leaves.subList(0, half));
    byte[] right = root(leaves.subList(half, leaves.size()));
    return new Sha256().raw((byte) 1).raw(left).raw(right).hash();
  }

  static List<byte[]> path(List<byte[]> leaves, int index) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int half = half(leaves.size());
    List<byte[]> left = leaves.subList(0, half);
    List<byte[]> right = leaves.subList(half, leaves.size());
    List<byte[]> path = index < half ? path(left, index) : path(right, index - half);
    path.add(root(index < half ? right : left));
    return path;
  }

  private static int half(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
