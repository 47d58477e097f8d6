package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.archive.Unusable;

/** A dossier is checked with the key alone. */
class DossierTest {

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded session = history.chain(2).meeting();
  private final SampleDossier dossier;

  DossierTest() {
    history.chain(1).started();
    history.chain(3).meeting();
    history.checkpoint();
    session.left("bob").left("ann").closed();
    history.checkpoint();
    dossier = new SampleDossier(history, session);
  }

  private Report report() throws Exception {
    Path file = folder.resolve("dossier.zip");
    dossier.writeTo(file);
    return new Dossier(file, history.signer.key, Optional.empty()).run();
  }

  private void assertFound(Finding.Kind kind) throws Exception {
    Report report = report();

    assertThat(report.ok()).isFalse();
    assertThat(report.findings()).extracting(Finding::kind).contains(kind);
  }

  @Test
  void anUntouchedDossierIsGood() throws Exception {
    Report report = report();

    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().lines()).isEqualTo(6);
    assertThat(report.counts().uncovered()).isZero();
  }

  @Test
  void actsAreJudgedByTheirSignatureAndTheirKeysAreNotAtHand() throws Exception {
    session.held();

    Report report = report();

    assertThat(report.ok()).isTrue();
    assertThat(report.found()).containsKey(Finding.Kind.KEYS_NOT_AT_HAND);
  }

  @Test
  void anActThatNobodySigned() throws Exception {
    session.unsigned("HELD", Map.of("keyId", "x1", "node", "node1"), Map.of());

    assertFound(Finding.Kind.ACT_FORGED);
  }

  @Test
  void aRestoreIsTold() throws Exception {
    history.restored(history.restoring(0), history.signer);

    assertThat(report().found()).containsKey(Finding.Kind.RESTORED);

    history.restored(history.restoring(0), new Signer());

    assertFound(Finding.Kind.RESTORED_FORGED);
  }

  @Test
  void aChangedPage() throws Exception {
    dossier.html = "<p>nobody was there";
    dossier.sealed = true;

    assertFound(Finding.Kind.ENTRY_CHANGED);
  }

  @Test
  void oneOfDemoModeIsSaidToBe() throws Exception {
    dossier.mode = "demo";

    assertThat(report().ok()).isTrue();
    assertThat(report().findings()).extracting(Finding::kind).containsOnly(Finding.Kind.DEMO);
  }

  @Test
  void aManifestSignedByAnother() throws Exception {
    dossier.signer = new Signer();

    assertFound(Finding.Kind.MANIFEST_FORGED);
  }

  @Test
  void aChangedLine() throws Exception {
    session.lines.get(2).put("kind", "BARRED");

    assertFound(Finding.Kind.LINE_CHANGED);
  }

  @Test
  void aRecomputedChain() throws Exception {
    session.lines.get(2).put("kind", "BARRED");
    session.recompute();

    assertFound(Finding.Kind.CHAIN_RECOMPUTED);
  }

  @Test
  void aCutTail() throws Exception {
    session.lines.remove(5);
    session.recompute();

    assertFound(Finding.Kind.TAIL_CUT);
  }

  @Test
  void aProofOfAnotherLeaf() throws Exception {
    dossier.proofs.get(0).put("leaf", history.leaves.get(0).get("leaf"));

    assertFound(Finding.Kind.PROOF_WRONG);
  }

  @Test
  void aForgedCheckpoint() throws Exception {
    String body = Got.text(history.checkpoints.get(0), "body");
    history.checkpoints.set(0, History.signed(body, new Signer()));

    assertFound(Finding.Kind.CHECKPOINT_FORGED);
    assertFound(Finding.Kind.PROOF_WRONG);
  }

  @Test
  void anotherKey() throws Exception {
    Path file = folder.resolve("dossier.zip");
    dossier.writeTo(file);

    Report report = new Dossier(file, new Signer().key, Optional.empty()).run();

    assertThat(report.ok()).isFalse();
    assertThat(report.counts().uncovered()).isEqualTo(6);
  }

  @Test
  void eventsThatAreNotReadable() {
    dossier.events = "{\"head\":{},\"lines\":[";

    assertThatThrownBy(this::report).isInstanceOf(Unusable.class);
  }

  @Test
  void aKeyOfAnotherSortIsRefused() {
    byte[] der = HexFormat.of().parseHex("302a300506032b656e032100" + "00".repeat(32));

    assertThatThrownBy(() -> Key.ofDer(der)).isInstanceOf(BadJson.class);
  }
}
