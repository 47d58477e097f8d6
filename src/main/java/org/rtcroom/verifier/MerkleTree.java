package org.rtcroom.verifier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The Merkle Tree Hash of RFC 6962, section 2.1, over leaves that come one by one. Keeps one hash
 * per level.
 */
final class MerkleTree {

  private final Sha256 sha = new Sha256();
  private final Deque<byte[]> whole = new ArrayDeque<>();
  private long size;

  void add(byte[] leaf) {
    byte[] hash = leafHash(sha, leaf);
    for (long pairs = size; (pairs & 1) == 1; pairs >>= 1) {
      hash = nodeHash(sha, whole.pop(), hash);
    }
    whole.push(hash);
    size++;
  }

  long size() {
    return size;
  }

  /** The root; of no leaves the hash of nothing. Nothing may be added afterwards. */
  byte[] root() {
    if (size == 0) {
      return sha.hash();
    }
    byte[] hash = whole.pop();
    while (!whole.isEmpty()) {
      hash = nodeHash(sha, whole.pop(), hash);
    }
    return hash;
  }

  /**
   * The root that an inclusion proof leads to (RFC 6962, section 2.1.1).
   *
   * @param index of the leaf, from 0
   * @param size of the tree
   * @param path from the leaf's sibling upwards
   * @throws BadJson if the path is not one of such a leaf
   */
  static byte[] rootOf(byte[] leaf, long index, long size, List<byte[]> path) {
    if (index < 0 || index >= size) {
      throw new BadJson("leaf " + index + " of a tree of " + size);
    }
    Sha256 sha = new Sha256();
    byte[] hash = leafHash(sha, leaf);
    long place = index;
    long last = size - 1;
    for (byte[] sibling : path) {
      if (last == 0) {
        throw new BadJson("the path is too long");
      }
      boolean right = (place & 1) == 1;
      if (right || place == last) {
        hash = nodeHash(sha, sibling, hash);
        while (!right && place != 0) {
          place >>= 1;
          last >>= 1;
          right = (place & 1) == 1;
        }
      } else {
        hash = nodeHash(sha, hash, sibling);
      }
      place >>= 1;
      last >>= 1;
    }
    if (last != 0) {
      throw new BadJson("the path is too short");
    }
    return hash;
  }

  private static byte[] leafHash(Sha256 sha, byte[] leaf) {
    return sha.raw((byte) 0).raw(leaf).hash();
  }

  private static byte[] nodeHash(Sha256 sha, byte[] left, byte[] right) {
    return sha.raw((byte) 1).raw(left).raw(right).hash();
  }
}
