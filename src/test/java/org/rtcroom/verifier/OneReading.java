package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.archive.Unusable;

/** A good dossier, to which something is done, and what both verifiers say of it then. */
abstract class OneReading {

  static final byte[] FORGED = "%PDF nobody was there".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  final History history = new History();
  final Recorded session = history.chain(1).meeting();
  Path file;
  Path key;
  RawZip zip = new RawZip();

  /** Something done to a file, and what is said of it. */
  record Case(String name, Consumer<RawZip> deed, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void aGoodDossier() throws Exception {
    history.checkpoint();
    file = folder.resolve("given.zip");
    key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    new SampleDossier(history, session).writeTo(file);
    zip = RawZip.of(file);
  }

  Report report() throws IOException {
    return new Dossier(file, history.signer.key, Optional.empty()).run();
  }

  void assertBothRefuse(String said) throws Exception {
    assertThatThrownBy(this::report).isInstanceOf(Unusable.class).hasMessageContaining(said);
    assertSecondSays(1, "cannot be read: ");
  }

  void assertBothTake(Path given, boolean remark) throws Exception {
    file = given;
    Report report = report();
    assertThat(report.ok()).isTrue();
    assertThat(report.found().containsKey(Finding.Kind.PACKED_ANEW)).isEqualTo(remark);
    assertSecondSays(0, remark ? "remark: " : "");
  }

  void assertSecondSays(int code, String text) throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    SecondVerifier.Said said = SecondVerifier.run("dossier", key, file);
    assertThat(said.text()).doesNotContain("Traceback").startsWith(text);
    assertThat(said.code()).as(said.text()).isEqualTo(code);
  }

  /** Does it to the file, and has both refuse that. */
  void assertBothRefuse(Case attack) throws Exception {
    attack.deed().accept(zip);
    zip.writeTo(file);

    assertBothRefuse(attack.said());
  }
}
