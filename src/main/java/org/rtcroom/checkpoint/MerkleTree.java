package org.rtcroom.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.rtcroom.chain.Sha256;

/**
 * The Merkle tree of RFC 6962, section 2.1, with SHA-256. Leaves are added one by one; only the
 * roots of full subtrees are kept, so a tree of n leaves takes log n hashes of memory.
 */
public final class MerkleTree {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final byte[] NOTHING = {};

  /** Roots of full subtrees, the largest first: one per 1 among the binary digits of the size. */
  private final Deque<byte[]> subtrees = new ArrayDeque<>();

  private long size;

  public MerkleTree add(byte[] leaf) {
    return addHash(leafHash(leaf));
  }

  static byte[] leafHash(byte[] leaf) {
    return hash(LEAF, leaf, NOTHING);
  }

  private MerkleTree addHash(byte[] leafHash) {
    byte[] node = leafHash;
    for (long digits = size; (digits & 1) == 1; digits >>= 1) {
      node = hash(NODE, subtrees.removeLast(), node);
    }
    subtrees.addLast(node);
    size++;
    return this;
  }

  public long size() {
    return size;
  }

  /** The Merkle Tree Hash of the leaves so far; of none, the SHA-256 of nothing. */
  public byte[] root() {
    if (subtrees.isEmpty()) {
      return Sha256.of(NOTHING, NOTHING);
    }
    Iterator<byte[]> smallestFirst = subtrees.descendingIterator();
    byte[] root = smallestFirst.next();
    while (smallestFirst.hasNext()) {
      root = hash(NODE, smallestFirst.next(), root);
    }
    return root;
  }

  /**
   * The inclusion proof of a leaf, RFC 6962, section 2.1.1: from the leaf's sibling up to a child
   * of the root.
   *
   * @throws IndexOutOfBoundsException if there is no such leaf
   */
  public static List<byte[]> proof(List<byte[]> leaves, int index) {
    return proofOfHashes(leaves.stream().map(MerkleTree::leafHash).toList(), index);
  }

  /** Likewise of a leaf of which nothing but the hash is known. */
  static List<byte[]> proofOfHashes(List<byte[]> hashes, int index) {
    if (index < 0 || index >= hashes.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    List<byte[]> path = new ArrayList<>();
    climb(hashes, index, path);
    return path;
  }

  private static void climb(List<byte[]> hashes, int index, List<byte[]> path) {
    if (hashes.size() == 1) {
      return;
    }
    int split = Integer.highestOneBit(hashes.size() - 1);
    List<byte[]> left = hashes.subList(0, split);
    List<byte[]> right = hashes.subList(split, hashes.size());
    boolean inLeft = index < split;
    climb(inLeft ? left : right, inLeft ? index : index - split, path);
    path.add(rootOfHashes(inLeft ? right : left));
  }

  /** The Merkle Tree Hash of leaves of which nothing but the hashes are known. */
  static byte[] rootOfHashes(List<byte[]> hashes) {
    MerkleTree tree = new MerkleTree();
    hashes.forEach(tree::addHash);
    return tree.root();
  }

  private static byte[] hash(byte prefix, byte[] first, byte[] second) {
    ByteBuffer start = ByteBuffer.allocate(1 + first.length).put(prefix).put(first);
    return Sha256.of(start.array(), second);
  }
}
