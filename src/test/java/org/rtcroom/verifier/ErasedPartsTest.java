package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.ERASED_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.PART_AFTER_ERASURE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Personal parts that are gone without a word, and those that are back although they were erased.
 */
class ErasedPartsTest extends BothVerifiers {

  @TempDir Path dossiers;

  /** The log of another node, which ended; its id comes after that of the first. */
  private Recorded endedLog() {
    Recorded ended = history.chain(0x20);
    ended.startedAs("node2", null).line("LOGGED_IN", Map.of("family", "f"), Map.of("user", "ann"));
    ended.line("STOPPED", Map.of("node", "node2"), Map.of());
    return ended;
  }

  private void erase(Recorded ended) {
    log.line(
        "ERASED", Map.of("chain", ended.id, "lines", List.of(1L), "keyId", "bootstrap"), Map.of());
    history.checkpoint();
  }

  private void partially() {
    history.about.put("complete", false);
    history.about.put("from", History.NOON - 1);
  }

  /** An old export has it, salt and all. */
  @Test
  void aPartOfASessionThatIsBack() throws Exception {
    session.erasure(1L);
    history.checkpoint();
    assertFound(PART_AFTER_ERASURE, session.id + "#1");
    partially();
    assertFound(PART_AFTER_ERASURE, session.id + "#1");
  }

  @Test
  void aPartOfAnAccessLogThatIsBack() throws Exception {
    erase(endedLog());
    assertFound(PART_AFTER_ERASURE, history.chain(0x20).id + "#1");
    partially();
    assertFound(PART_AFTER_ERASURE, history.chain(0x20).id + "#1");
  }

  @Test
  void aLogThatBeganBeforeTheOneItErasesIn() throws Exception {
    erase(endedLog().erased(1));
    assertOk();
  }

  @Test
  void aPartThatAnActErasesWhichNobodySignedIsNotBack() throws Exception {
    session.unsigned("ERASED", Map.of("lines", List.of(1L), "keyId", "bootstrap"), Map.of());
    history.checkpoint();
    assertThat(report().found()).doesNotContainKey(PART_AFTER_ERASURE);
  }

  @Test
  void aPartThatIsGoneFromAnExportOfSomeDays() throws Exception {
    history.checkpoint();
    session.erased(1);
    partially();
    assertFound(ERASED_WITHOUT_LINE, session.id + "#1");
  }

  /** Nobody has the log that would say why. */
  @Test
  void aPartThatIsGoneFromALogIsNotJudgedInAnExportOfSomeDays() throws Exception {
    Recorded ended = endedLog();
    history.checkpoint();
    ended.erased(1);
    partially();
    assertOk();
  }

  @Test
  void aDossierWithAPartThatIsGoneOrBack() throws Exception {
    history.checkpoint();
    SampleDossier gone = new SampleDossier(history, session);
    session.erased(1);
    assertDossier(gone, ERASED_WITHOUT_LINE);
    session.erasure(2L);
    history.checkpoint();
    assertDossier(new SampleDossier(history, session), PART_AFTER_ERASURE);
  }

  private void assertDossier(SampleDossier dossier, Finding.Kind kind) throws Exception {
    Path file = dossiers.resolve("dossier.zip");
    Path key = Files.writeString(dossiers.resolve("key.pem"), history.signer.pem());
    dossier.writeTo(file);
    assertThat(new Dossier(file, history.signer.key, Optional.empty()).run().found())
        .containsKey(kind);
    SecondVerifier.Said said = SecondVerifier.run("dossier", key, file);
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    assertThat(said.text()).contains(session.id + "#").doesNotContain("Traceback");
  }
}
