package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtcroom.verifier.SecondVerifier.Said;

/** A script written from the format pages alone comes to the same judgements. Needs python3. */
class SecondVerifierTest {

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded log = history.chain(1).started();
  private final Recorded session = history.chain(2).meeting();
  private final Signer second = new Signer();
  private Path key;
  private Path export;

  /** A way to tamper with a history. */
  private record Tampering(String name, Consumer<SecondVerifierTest> deed) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void pythonIsThere() throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
  }

  @BeforeEach
  void aHistoryWithTwoKeys() throws Exception {
    history.chain(3).meeting();
    history.checkpoint();
    history.changeKey(second);
    log.keyCreated("key-1", "AUDITOR");
    history.row("api_key", "key-1", log.id, 1);
    session.left("bob").left("ann").closed();
    history.checkpoint();
    log.line("STOPPED", Map.of("node", "node1"), Map.of());
    history.checkpoint();
    key = folder.resolve("public.pem");
    export = folder.resolve("export.zip");
    Files.writeString(key, history.signer.pem());
  }

  private boolean firstSaysOk() throws IOException {
    return new Verification(new ZipEvidence(export), history.signer.key, null, new Tally())
        .run()
        .ok();
  }

  @Test
  void itAgreesOnTheVectors() throws Exception {
    Said said = SecondVerifier.run("vectors", "src/docs/journal-format.md");

    assertThat(said).isEqualTo(new Said(0, ""));
  }

  @Test
  void itAgreesOnAGoodExport() throws Exception {
    history.writeTo(export);

    assertThat(firstSaysOk()).isTrue();
    assertThat(SecondVerifier.run("export", key, export)).isEqualTo(new Said(0, ""));
  }

  @Test
  void itTrustsTheKeyAfterALostOneOnlyWhereItWasGiven() throws Exception {
    History lost = new History();
    Signer next = new Signer();
    lost.chain(1).started();
    lost.checkpoint();
    lost.loseKey(next);
    lost.chain(2).meeting();
    lost.checkpoint();
    lost.writeTo(export);
    Path nextKey = Files.writeString(folder.resolve("next.pem"), next.pem());
    Files.writeString(key, lost.signer.pem());

    assertThat(SecondVerifier.run("export", nextKey, export)).isEqualTo(new Said(0, ""));
    assertThat(SecondVerifier.run("export", key, export).text())
        .contains("was lost at checkpoint 1");
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void bothFindWhatWasTamperedWith(Tampering tampering) throws Exception {
    tampering.deed().accept(this);
    history.writeTo(export);

    Said said = SecondVerifier.run("export", key, export);
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    assertThat(said.text()).doesNotContain("Traceback").isNotEmpty();
    assertThat(firstSaysOk()).isFalse();
  }

  @Test
  void itAgreesOnAGoodDossier() throws Exception {
    new SampleDossier(history, session).writeTo(export);

    assertThat(new Dossier(export, history.signer.key, Optional.empty()).run().ok()).isTrue();
    assertThat(SecondVerifier.run("dossier", key, export)).isEqualTo(new Said(0, ""));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void bothFindAForgedDossier(Forgery forgery) throws Exception {
    SampleDossier dossier = new SampleDossier(history, session);
    forgery.deed().accept(this, dossier);
    dossier.writeTo(export);

    Said said = SecondVerifier.run("dossier", key, export);
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    assertThat(said.text()).doesNotContain("Traceback").isNotEmpty();
    assertThat(new Dossier(export, history.signer.key, Optional.empty()).run().ok()).isFalse();
  }

  /** A way to tamper with a dossier. */
  private record Forgery(String name, BiConsumer<SecondVerifierTest, SampleDossier> deed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Forgery> forgeries() {
    return Stream.of(
        new Forgery("changed page", (t, dossier) -> dossier.sealed = true),
        new Forgery("another signer", (t, dossier) -> dossier.signer = new Signer()),
        new Forgery(
            "revoked signer", (t, dossier) -> t.history.revoke(t.history.signer, 99, t.second)),
        new Forgery(
            "revoked checkpoint", (t, dossier) -> t.history.revoke(t.second, 1, t.history.signer)),
        new Forgery("changed line", (t, dossier) -> t.session.lines.get(2).put("kind", "BARRED")),
        new Forgery("emptied column", (t, dossier) -> t.session.lines.get(1).remove("columns")),
        new Forgery("recomputed chain", (t, dossier) -> t.recompute()),
        new Forgery("cut tail", (t, dossier) -> t.cut()),
        new Forgery("act that nobody signed", (t, dossier) -> t.forgeAct()),
        new Forgery("erasure while held", (t, dossier) -> t.session.held().erased(1).erasure(1L)),
        new Forgery("forged checkpoint", (t, dossier) -> t.forge()),
        new Forgery(
            "another leaf",
            (t, dossier) -> dossier.proofs.get(0).put("leaf", t.history.leaves.get(0).get("leaf"))),
        new Forgery(
            "another path",
            (t, dossier) -> dossier.proofs.get(0).put("path", List.of("00".repeat(32)))));
  }

  static Stream<Tampering> tamperings() {
    return Stream.of(
        new Tampering("changed line", t -> t.session.lines.get(2).put("kind", "BARRED")),
        new Tampering("deleted line", t -> t.session.lines.remove(2)),
        new Tampering("reordered lines", t -> Collections.swap(t.session.lines, 1, 2)),
        new Tampering("inserted line", t -> t.session.lines.add(2, t.session.lines.get(1))),
        new Tampering("recomputed chain", SecondVerifierTest::recompute),
        new Tampering("cut tail", SecondVerifierTest::cut),
        new Tampering("removed session", t -> t.history.chains.remove(t.session.id)),
        new Tampering("changed head", t -> t.session.head.put("creator", "eve")),
        new Tampering("removed checkpoint", t -> t.history.checkpoints.remove(2)),
        new Tampering("forged checkpoint", SecondVerifierTest::forge),
        new Tampering("removed leaf", t -> t.history.leaves.remove(1)),
        new Tampering("changed person", t -> t.session.lines.get(1).put("personal", "{}")),
        new Tampering("key without line", t -> t.history.row("api_key", "key-2", t.log.id, 1)),
        new Tampering(
            "forged key change",
            t -> t.history.checkpoints.get(1).put("oldSignature", "00".repeat(64))),
        new Tampering("denied hold", SecondVerifierTest::denyHold),
        new Tampering("erased for no reason", t -> t.session.erased(1)),
        new Tampering("gone after a cut", SecondVerifierTest::loseNext),
        new Tampering("line that is never old", SecondVerifierTest::addAhead),
        new Tampering("revoked key", t -> t.history.revoke(t.second, 2, t.history.signer)));
  }

  private void recompute() {
    session.lines.get(2).put("kind", "BARRED");
    session.recompute();
  }

  private void forgeAct() {
    Map<String, Object> hold = Map.of("keyId", "x1", "node", "node1", "reason", "r");
    session.unsigned("HELD", hold, Map.of());
  }

  private void denyHold() {
    session.held();
    session.keeping.clear();
    history.checkpoint();
  }

  private void loseNext() {
    Recorded next = history.chain(9);
    log.cutFor(next);
    history.chains.remove(next.id);
  }

  /** Kept from being covered, and never an hour older than the last checkpoint. */
  private void addAhead() {
    history.clock += 5 * 60 * History.MINUTE;
    session.line("STATEMENT_MADE", Map.of("type", "consent"), Map.of("data", "yes"));
  }

  private void cut() {
    session.lines.remove(5);
    session.recompute();
  }

  private void forge() {
    String body = Got.text(history.checkpoints.get(2), "body");
    history.checkpoints.set(2, History.signed(body, new Signer()));
  }
}
