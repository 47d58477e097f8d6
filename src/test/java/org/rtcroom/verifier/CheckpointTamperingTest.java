package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_DOUBLED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_MISSING;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_NOT_FOLLOWING;
import static org.rtcroom.verifier.Finding.Kind.COUNT_BACKWARDS;
import static org.rtcroom.verifier.Finding.Kind.KEY_UNKNOWN;
import static org.rtcroom.verifier.Finding.Kind.LEAF_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.LEAF_WITHOUT_CHECKPOINT;
import static org.rtcroom.verifier.Finding.Kind.ROOT_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.SESSIONS_MISCOUNTED;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checkpoints and leaves that were changed, forged or taken away. */
class CheckpointTamperingTest extends Tampering {

  @Test
  void aRemovedCheckpoint() throws Exception {
    history.checkpoints.remove(1);

    assertFound(CHECKPOINT_MISSING, "checkpoint 1");
  }

  @Test
  void aForgedCheckpoint() throws Exception {
    String body = Got.text(history.checkpoints.get(1), "body");
    history.checkpoints.set(1, History.signed(body, new Signer()));

    assertFound(CHECKPOINT_FORGED, "checkpoint 1");
    assertFound(CHECKPOINT_NOT_FOLLOWING, "checkpoint 2");
  }

  @Test
  void aDoubledCheckpoint() throws Exception {
    history.checkpoints.add(1, history.checkpoints.get(0));

    assertFound(CHECKPOINT_DOUBLED, "checkpoint 0");
  }

  @Test
  void aChangedRoot() throws Exception {
    replaceInBody("\"root\":\"", "\"root\":\"ff");

    assertFound(CHECKPOINT_CHANGED, "checkpoint 1");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void aChangedNumber() throws Exception {
    replaceInBody("\"number\":1", "\"number\":3");

    assertFound(CHECKPOINT_MISSING, "checkpoint 1");
    assertFound(CHECKPOINT_CHANGED, "checkpoint 3");
  }

  @Test
  void aBodyInAnotherSpelling() throws Exception {
    replaceInBody("\"number\":1", "\"number\": 1");

    assertFound(CHECKPOINT_CHANGED, "checkpoints");
  }

  private void replaceInBody(String what, String by) {
    Map<String, Object> checkpoint = history.checkpoints.get(1);
    checkpoint.put("body", Got.text(checkpoint, "body").replace(what, by));
  }

  @Test
  void aChangedLeaf() throws Exception {
    Map<String, Object> leaf = history.leaves.get(1);
    leaf.put("leaf", Got.text(leaf, "leaf").replace("standard", "short"));

    assertFound(ROOT_DIFFERS, "checkpoint 0");
  }

  @Test
  void aRemovedLeaf() throws Exception {
    history.leaves.remove(1);

    assertFound(ROOT_DIFFERS, "checkpoint 0");
  }

  @Test
  void anInventedLeaf() throws Exception {
    Map<String, Object> leaf = new TreeMap<>(history.leaves.get(1));
    leaf.put("number", 7L);
    history.leaves.add(leaf);

    assertFound(LEAF_WITHOUT_CHECKPOINT, "checkpoint 7");
  }

  @Test
  void theWrongPublicKey() throws Exception {
    Report report = report(new Signer());

    assertThat(report.ok()).isFalse();
    assertThat(report.found().get(KEY_UNKNOWN)).isEqualTo(3);
    assertThat(report.counts().uncovered()).isEqualTo(13);
  }

  @Test
  void leavesThatAreGoneAltogether() throws Exception {
    history.leaves.removeIf(leaf -> Got.value(leaf, "number").equals(1L));

    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void aSessionRemovedWithItsLeavesAndTheirCheckpointsMadeAnewCountsNoMore() throws Exception {
    history.checkpoint("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0);
    history.forget(1);
    history.checkpoint("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0);

    assertFound(COUNT_BACKWARDS, "checkpoint 4");
    assertFound(SESSIONS_MISCOUNTED, "leaves");
  }

  @Test
  void aLeafThatDeniesAHold() throws Exception {
    session.held();
    session.keeping.clear();
    history.checkpoint();

    assertFound(LEAF_DIFFERS, "checkpoint 3");
  }

  @Test
  void aHoldThatTwoKeysLifted() throws Exception {
    session.held().liftAgreed("1").liftAgreed("2");
    session.keeping.clear();
    history.checkpoint();

    assertOnlyRemarks();
  }

  @Test
  void aHoldThatOneKeyLiftedTwice() throws Exception {
    session.held().liftAgreed("1").liftAgreed("1");
    session.keeping.clear();
    history.checkpoint();

    assertFound(LEAF_DIFFERS, "checkpoint 3");
  }

  @Test
  void aLeafWithAnotherRetentionThanWasSet() throws Exception {
    session.retained("long", History.NOON, History.NOON + History.MINUTE);
    session.keeping.put("until", History.NOON);
    history.checkpoint();

    assertFound(LEAF_DIFFERS, "checkpoint 3");
  }
}
