package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tree that grows leaf by leaf is the one RFC 6962 defines. */
class MerkleTreeTest {

  private final List<byte[]> leaves = new ArrayList<>();

  @Test
  void ofNoLeavesTheRootIsTheHashOfNothing() {
    assertThat(Bytes.hex(new MerkleTree().root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void everySizeHasTheRootOfTheDefinitionAndItsProofsLeadThere() {
    for (int size = 1; size <= 40; size++) {
      leaves.add(("leaf " + size).getBytes(StandardCharsets.UTF_8));
      byte[] root = streamed();

      assertThat(root).isEqualTo(MerkleProof.root(leaves));
      for (int index = 0; index < size; index++) {
        List<byte[]> path = MerkleProof.path(leaves, index);
        assertThat(MerkleTree.rootOf(leaves.get(index), index, size, path)).isEqualTo(root);
      }
    }
  }

  @Test
  void aProofOfAnotherPlaceOrLengthDoesNotLeadThere() {
    for (int i = 0; i < 7; i++) {
      leaves.add(new byte[] {(byte) i});
    }
    List<byte[]> path = MerkleProof.path(leaves, 3);
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(new byte[32]);

    assertThat(MerkleTree.rootOf(leaves.get(3), 2, 7, path)).isNotEqualTo(streamed());
    assertThatThrownBy(() -> MerkleTree.rootOf(leaves.get(3), 7, 7, path))
        .isInstanceOf(BadJson.class);
    assertThatThrownBy(() -> MerkleTree.rootOf(leaves.get(3), 3, 7, longer))
        .isInstanceOf(BadJson.class);
    assertThatThrownBy(() -> MerkleTree.rootOf(leaves.get(3), 3, 7, path.subList(0, 2)))
        .isInstanceOf(BadJson.class);
  }

  private byte[] streamed() {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    return tree.root();
  }
}
