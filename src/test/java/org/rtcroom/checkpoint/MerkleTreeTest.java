package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtcroom.chain.Sha256;

/**
 * The tree of RFC 6962. The leaves are those of the reference implementation of certificate
 * transparency; the roots and paths were computed apart from this project.
 */
class MerkleTreeTest {

  private static final List<byte[]> LEAVES =
      bytes(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void everySizeHasItsRoot() {
    MerkleTree tree = new MerkleTree();
    for (int size = 0; size < LEAVES.size(); size++) {
      assertThat(hex(tree.root())).as("%d leaves", size).isEqualTo(ROOTS.get(size));
      assertThat(tree.size()).isEqualTo(size);
      tree.add(LEAVES.get(size));
    }
    assertThat(hex(tree.root())).isEqualTo(ROOTS.get(8));
  }

  @Test
  void pathsAreThoseOfTheRfc() {
    List<byte[]> seven = LEAVES.subList(0, 7);

    assertThat(MerkleTree.proof(seven, 0))
        .extracting(MerkleTreeTest::hex)
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e");
    assertThat(MerkleTree.proof(seven, 3))
        .extracting(MerkleTreeTest::hex)
        .containsExactly(
            "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e");
    assertThat(MerkleTree.proof(seven, 6))
        .extracting(MerkleTreeTest::hex)
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Test
  void everyPathOfEveryTreeLeadsToItsRoot() {
    for (int size = 1; size <= 70; size++) {
      List<byte[]> leaves = new ArrayList<>();
      MerkleTree tree = new MerkleTree();
      for (int i = 0; i < size; i++) {
        leaves.add(ByteBuffer.allocate(4).putInt(i).array());
        tree.add(leaves.get(i));
      }
      for (int i = 0; i < size; i++) {
        assertThat(climbed(leaves.get(i), i, size, MerkleTree.proof(leaves, i)))
            .as("leaf %d of %d", i, size)
            .isEqualTo(tree.root());
      }
    }
  }

  @Test
  void aLeafThatIsNotThereHasNoPath() {
    assertThatThrownBy(() -> MerkleTree.proof(LEAVES, 8))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** As a verifier does it, RFC 9162, section 2.1.3.2. */
  private static byte[] climbed(byte[] leaf, long index, long size, List<byte[]> path) {
    byte[] hash = Sha256.of(new byte[] {0}, leaf);
    long node = index;
    long last = size - 1;
    for (byte[] sibling : path) {
      boolean right = (node & 1) == 1 || node == last;
      hash = Sha256.of(new byte[] {1}, right ? both(sibling, hash) : both(hash, sibling));
      while (right && (node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
      node >>= 1;
      last >>= 1;
    }
    assertThat(last).isZero();
    return hash;
  }

  private static byte[] both(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static List<byte[]> bytes(String... hex) {
    return Arrays.stream(hex).map(HexFormat.of()::parseHex).toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
