package org.rtcroom.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The vectors of checkpoint-format.md are what the code does. */
class CheckpointFormatTest {

  private static final String CHAIN = "019c13a8-8a00-7000-8000-00000000000";
  private static final String CLOSED_HASH =
      "7951cbfed6901a8850c54cdbe190c8af91312846ff7347e9c472f0614990f056";

  private static final List<MovedHead> HEADS =
      List.of(
          new MovedHead(
              CHAIN + "1",
              1769860800000L,
              Optional.of(
                  new MovedHead.OfSession(
                      "live_room",
                      Optional.of(1769860801500L),
                      "standard",
                      Optional.empty(),
                      Optional.empty(),
                      false,
                      false)),
              "node1",
              2,
              hex(CLOSED_HASH),
              true),
          new MovedHead(
              CHAIN + "2", 1769860700000L, Optional.empty(), "node1", 7, filled(0x11), true),
          new MovedHead(
              CHAIN + "3",
              1769860805000L,
              Optional.of(
                  new MovedHead.OfSession(
                      "double_room",
                      Optional.empty(),
                      "long",
                      Optional.of(1769904000000L),
                      Optional.empty(),
                      false,
                      false)),
              "node1",
              0,
              filled(0x22),
              true));

  @Test
  void aKeyHasThePublicKeyAndTheIdOfThePage() {
    for (int number = 1; number <= 2; number++) {
      SigningKey key = CheckpointPage.key(number);

      assertThat(key.publicHex()).isEqualTo(CheckpointPage.KEYS.get("public" + number));
      assertThat(key.id()).isEqualTo(CheckpointPage.KEYS.get("id" + number));
      assertThat(key).hasToString("SigningKey[" + key.id() + "]");
    }
  }

  @Test
  void leavesAndTheirRootAreThoseOfThePage() {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < HEADS.size(); i++) {
      assertThat(HEADS.get(i).leaf()).isEqualTo(CheckpointPage.LEAVES.utf8("leaf" + i));
      tree.add(HEADS.get(i).leaf());
    }

    assertThat(tree.root()).isEqualTo(CheckpointPage.LEAVES.hex("root"));
    List<byte[]> leaves = HEADS.stream().map(MovedHead::leaf).toList();
    assertThat(MerkleTree.proof(leaves, 1))
        .extracting(HexFormat.of()::formatHex)
        .containsExactly(CheckpointPage.LEAVES.get("path1").split(" "));
  }

  @Test
  void theFirstCheckpointIsThatOfThePage() {
    CheckpointPage page = CheckpointPage.FIRST;
    Checkpoint checkpoint = first();

    assertThat(checkpoint.body()).isEqualTo(page.utf8("body"));
    assertThat(Domain.CHECKPOINT.signed(checkpoint.body())).isEqualTo(page.hex("signed"));
    assertThat(checkpoint.signature()).isEqualTo(page.hex("signature"));
    assertThat(checkpoint.hash()).isEqualTo(page.hex("hash"));
    assertThat(checkpoint.line()).isEqualTo(page.get("line"));
  }

  @Test
  void aForgedCheckpointIsKnownByItsKey() {
    Checkpoint good = first();
    Checkpoint forged =
        new Checkpoint(
            0,
            text(good.body()).replace("demo", "demu").getBytes(StandardCharsets.UTF_8),
            good.signature(),
            good.hash(),
            good.keyId(),
            good.atMillis(),
            good.leaves());
    CheckpointKeys keys =
        new CheckpointKeys(CheckpointPage.key(2), Optional.of(CheckpointPage.key(1)));

    assertThat(keys.mayHaveSigned(good)).isTrue();
    assertThat(keys.mayHaveSigned(forged)).isFalse();
  }

  @Test
  void theSecondFollowsItUnderAnotherKey() {
    Checkpoint.UnsignedCheckpoint content =
        new Checkpoint.UnsignedCheckpoint(
            1,
            first().hash(),
            1769864460000L,
            new MerkleTree().root(),
            0,
            List.of(new NodeCount("node1", 2, 2, 0, Optional.empty())),
            List.of(),
            "demo");
    Checkpoint checkpoint = content.signedBy(CheckpointPage.key(2));

    assertThat(checkpoint.body()).isEqualTo(CheckpointPage.SECOND.utf8("body"));
    assertThat(checkpoint.signature()).isEqualTo(CheckpointPage.SECOND.hex("signature"));
    assertThat(checkpoint.hashHex()).isEqualTo(CheckpointPage.SECOND.get("hash"));
  }

  @Test
  void theChangeOfTheKeyIsThatOfThePage() {
    KeyDocument change =
        KeyDocument.change(1, 1769860900000L, CheckpointPage.key(1), CheckpointPage.key(2));

    assertThat(text(change.document())).isEqualTo(CheckpointPage.CHANGE.get("document"));
    assertThat(change.first()).isEqualTo(CheckpointPage.CHANGE.hex("oldSignature"));
    assertThat(change.second()).isEqualTo(CheckpointPage.CHANGE.hex("newSignature"));
    assertThat(change.line()).isEqualTo(CheckpointPage.CHANGE.get("line"));
  }

  @Test
  void theRevocationIsThatOfThePage() {
    CheckpointSettings.RevokedKey revoked =
        new CheckpointSettings.RevokedKey(CheckpointPage.key(1).id(), 1);
    KeyDocument revocation =
        KeyDocument.revocation(2, 1769864500000L, revoked, CheckpointPage.key(2));

    assertThat(text(revocation.document())).isEqualTo(CheckpointPage.REVOCATION.get("document"));
    assertThat(revocation.line()).isEqualTo(CheckpointPage.REVOCATION.get("line"));
    assertThat(revocation.revokes(revoked)).isTrue();
    assertThat(revocation.revokes(new CheckpointSettings.RevokedKey(revoked.key(), 2))).isFalse();
  }

  @Test
  void theRestoreIsThatOfThePage() {
    CheckpointPage page = CheckpointPage.RESTORED;
    KeyDocument restored =
        KeyDocument.restored(
            2,
            Map.of(
                "time", 1769868000000L,
                "database", 0L,
                "file", 1L,
                "firstLost", 1769864460000L,
                "lastLost", 1769864460000L,
                "leaves", 0L,
                "sessions", 0L,
                "hash", CheckpointPage.SECOND.get("hash")),
            CheckpointPage.key(2));

    assertThat(text(restored.document())).isEqualTo(page.get("document"));
    assertThat(restored.first()).isEqualTo(page.hex("signature"));
    assertThat(restored.hashHex()).isEqualTo(page.get("hash"));
    assertThat(restored.line()).isEqualTo(page.get("line"));
  }

  @Test
  void theCheckpointAfterTheRestoreNamesIt() {
    Checkpoint checkpoint =
        new Checkpoint.UnsignedCheckpoint(
                2,
                CheckpointPage.SECOND.hex("hash"),
                1769868060000L,
                new MerkleTree().root(),
                0,
                List.of(new NodeCount("node1", 3, 2, 0, Optional.empty())),
                List.of(CheckpointPage.RESTORED.get("hash")),
                "demo")
            .signedBy(CheckpointPage.key(2));

    assertThat(text(checkpoint.body())).isEqualTo(CheckpointPage.THIRD.get("body"));
    assertThat(checkpoint.signature()).isEqualTo(CheckpointPage.THIRD.hex("signature"));
    assertThat(checkpoint.hashHex()).isEqualTo(CheckpointPage.THIRD.get("hash"));
  }

  private static Checkpoint first() {
    MerkleTree tree = new MerkleTree();
    HEADS.forEach(head -> tree.add(head.leaf()));
    return new Checkpoint.UnsignedCheckpoint(
            0,
            Checkpoint.GENESIS,
            1769860860000L,
            tree.root(),
            tree.size(),
            List.of(new NodeCount("node1", 2, 2, -3, Optional.empty())),
            List.of(),
            "demo")
        .signedBy(CheckpointPage.key(1));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] filled(int with) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  @Test
  void theOffsetToNtpStandsInItOnlyWhereItIsKnown() {
    NodeCount known = new NodeCount("node1", 1, 0, 0, Optional.of(-12L));
    NodeCount unknown = new NodeCount("node1", 1, 0, 0, Optional.empty());

    assertThat(known.json()).containsEntry("ntpOffset", -12L);
    assertThat(unknown.json()).doesNotContainKey("ntpOffset");
  }
}
