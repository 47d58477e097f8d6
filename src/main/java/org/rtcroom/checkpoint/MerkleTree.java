package org.rtcroom.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The Merkle tree of RFC 6962, section 2.1, with SHA-256. Leaves are added one by one; only the
 * roots of full subtrees are kept, so a tree of n leaves takes log n hashes of memory.
 */
public final class MerkleTree {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Roots of full subtrees, the largest first: one per 1 among the binary digits of the size. */
  private final Deque<byte[]> subtrees = new ArrayDeque<>();

  private long size;

  public MerkleTree add(byte[] leaf) {
    byte[] node = hash(LEAF, leaf, new byte[0]);
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
      return sha256().digest();
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
    if (index < 0 || index >= leaves.size()) {
      throw new IndexOutOfBoundsException(index);
    }
    List<byte[]> path = new ArrayList<>();
    climb(leaves, index, path);
    return path;
  }

  private static void climb(List<byte[]> leaves, int index, List<byte[]> path) {
    if (leaves.size() == 1) {
      return;
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    List<byte[]> left = leaves.subList(0, split);
    List<byte[]> right = leaves.subList(split, leaves.size());
    boolean inLeft = index < split;
    climb(inLeft ? left : right, inLeft ? index : index - split, path);
    path.add(rootOf(inLeft ? right : left));
  }

  private static byte[] rootOf(List<byte[]> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    return tree.root();
  }

  private static byte[] hash(byte prefix, byte[] first, byte[] second) {
    MessageDigest digest = sha256();
    digest.update(prefix);
    digest.update(first);
    digest.update(second);
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
