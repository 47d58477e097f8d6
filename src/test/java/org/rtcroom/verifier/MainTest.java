package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program prints and how it ends. */
class MainTest {

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded session = history.chain(1).meeting();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path key;
  private Path export;
  private Path copy;

  @BeforeEach
  void anExportAndItsKey() throws Exception {
    history.checkpoint();
    key = folder.resolve("public.pem");
    export = folder.resolve("export.zip");
    copy = folder.resolve("copy.ndjson");
    Files.writeString(key, history.signer.pem());
    history.writeTo(export);
    history.writeCheckpointsTo(copy);
  }

  private int run(Object... arguments) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.run(List.of(arguments).stream().map(Object::toString).toList(), out);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aGoodExportEndsWithZeroAndSaysWhatThatProves() {
    int code = run("--key", key, "--witness", copy, export);

    assertThat(printed())
        .contains("1 sessions")
        .contains("OK")
        .contains("held by the witness as well: 1")
        .contains("What this proves: what was recorded has not been changed")
        .contains("What it does not prove");
    assertThat(code).isZero();
  }

  @Test
  void findingsEndWithOneAndNameTheLine() {
    session.lines.get(1).put("kind", "BARRED");
    history.writeTo(export);

    int code = run("--key", key, export);

    assertThat(printed())
        .contains("FOUND LINE_CHANGED " + session.id + "#1: its hash is not that of what it says")
        .contains("NOT OK")
        .contains("no witness was given");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void whatCannotBeJudgedEndsWithTwo() throws Exception {
    Files.writeString(export, "nothing");

    assertThat(run("--key", key, export)).isEqualTo(2);
    assertThat(run("--key", key)).isEqualTo(2);
    assertThat(run("--key", export, export)).isEqualTo(2);
    assertThat(run("--what", "x", export)).isEqualTo(2);
    assertThat(run("--key", folder.resolve("none.pem"), export)).isEqualTo(2);
    assertThat(printed()).contains("CANNOT BE VERIFIED").contains("usage: java -jar");
  }

  @Test
  void aDossierIsKnownByItsEntries() throws Exception {
    new SampleDossier(history, session).writeTo(export);

    assertThat(run("--key", key, export)).as(printed()).isZero();
    assertThat(printed())
        .contains(
            "Dossier of session " + session.id + ", made " + Instant.ofEpochMilli(history.clock))
        .contains("Covered by checkpoints: lines 0 to 2 of 3.");
  }

  /** What was asked for and is not there must not pass as looked at. */
  @Test
  void aCertificateIsOfNoUseWithoutTimeStamps() throws Exception {
    SampleAuthority authority = new SampleAuthority("EC");
    authority.now = Instant.ofEpochMilli(history.clock);
    Path certificate = Files.writeString(folder.resolve("tsa.pem"), authority.issuerPem());

    assertThat(run("--key", key, "--tsa-cert", certificate, export)).isEqualTo(1);
    assertThat(printed()).contains("FOUND STAMP_MISSING witness").contains("NOT OK");

    history.receipts.add(history.receipt(0, "tsa", authority.stamp(history.line(0))));
    history.writeTo(export);
    assertThat(run("--key", key, "--tsa-cert", certificate, export)).as(printed()).isZero();
    assertThat(printed()).contains("remark TIME_STAMPED checkpoint 0");
    assertThat(run("--key", key, "--tsa-cert", key, export)).isEqualTo(2);
  }

  @Test
  void whatAFileSaysIsNotLetLooseOnATerminal() {
    history.row("\u001b[31m", "x", session.id, 1);
    history.writeTo(export);

    run("--key", key, export);

    assertThat(printed()).doesNotContain("\u001b").contains("\\u{1b}[31m x");
  }
}
