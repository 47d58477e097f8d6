package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an export says of itself is signed, and both verifiers look whether it is of this export.
 */
class ExportSealTest {

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded session = history.chain(1).meeting();
  private final Signer next = new Signer();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path key;
  private Path export;

  @BeforeEach
  void anExportOfTwoCheckpoints() throws Exception {
    history.checkpoint();
    history.changeKey(next);
    session.joined("carol");
    history.checkpoint();
    key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    export = folder.resolve("export.zip");
  }

  /** Writes the export with an entry changed, as somebody without the key can. */
  private void write(String name, UnaryOperator<String> change) {
    Map<String, byte[]> contents = history.contents();
    String before = new String(Got.value(contents, name), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    contents.put(name, after.getBytes(StandardCharsets.UTF_8));
    History.writeTo(export, contents);
  }

  private int run() {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.run(List.of("--key", key.toString(), export.toString()), out);
  }

  private void assertBothSay(int code, String text) throws Exception {
    assertThat(run()).isEqualTo(code);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains(text);
    assumeTrue(SecondVerifier.exists(), "no python3");
    SecondVerifier.Said said = SecondVerifier.run("export", key, export);
    assertThat(said.text()).doesNotContain("Traceback");
    assertThat(said.code()).as(said.text()).isEqualTo(code == Main.OK ? 0 : 1);
  }

  @Test
  void asTheServiceSignedIt() throws Exception {
    history.writeTo(export);

    assertBothSay(Main.OK, "OK: nothing is wrong");
  }

  @Test
  void anEarlierTimeWouldMakeALossLookLikeALateWitness() throws Exception {
    write("export.json", text -> text.replace("\"time\":1769864400000", "\"time\":1769860860000"));

    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED export.json: no key that is trusted signed it");
  }

  @Test
  void aPartWouldExcuseMissingSessions() throws Exception {
    write(
        "export.json",
        text ->
            text.replace("\"complete\":true", "\"complete\":false")
                .replace("\"format\":1", "\"format\":1,\"from\":1"));

    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED");
  }

  @Test
  void anotherNodeOrMode() throws Exception {
    write("export.json", text -> text.replace("node1", "node2"));
    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED");

    write("export.json", text -> text.replace("production", "rehearsal!"));
    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED");
  }

  @Test
  void aByteBehind() throws Exception {
    write("export.json", text -> text + "\n");

    assertBothSay(Main.UNUSABLE, "export.json: not exact JSON");
  }

  @Test
  void aSignatureByAStranger() throws Exception {
    history.sealer = new Signer();
    history.writeTo(export);

    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED");
  }

  @Test
  void aSignatureByARevokedKey() throws Exception {
    history.revoke(history.signer, 1, next);
    history.sealer = history.signer;
    history.writeTo(export);

    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED");
  }

  @Test
  void aSignatureOfAnotherSortOfDocument() throws Exception {
    String other = history.signer.signHex("rtcroom.dossier", Written.canonical(history.header()));
    history.sealer = history.signer;
    String own = history.signer.signHex("rtcroom.export", Written.canonical(history.header()));
    write("export.sig", text -> text.replace(own, other));

    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED");
  }

  @Test
  void theWholeKeyIsNamed() throws Exception {
    write("export.sig", text -> text.replace(next.publicHex(), history.signer.publicHex()));
    assertBothSay(Main.UNUSABLE, "export.sig: key, publicKey and signature do not belong together");

    write("export.sig", text -> text.replace("{\"key", "{\"also\":\"x\",\"key"));
    assertBothSay(Main.UNUSABLE, "export.sig: key, publicKey and signature do not belong together");
  }

  @Test
  void whatAnOlderExportSaidOfItself() throws Exception {
    Map<String, byte[]> older = history.contents();
    session.joined("dave");
    history.checkpoint();
    Map<String, byte[]> newer = history.contents();
    newer.put("export.json", Got.value(older, "export.json"));
    newer.put("export.sig", Got.value(older, "export.sig"));
    History.writeTo(export, newer);

    assertBothSay(Main.FOUND, "FOUND EXPORT_FORGED checkpoint 1: it is said to be the last one");
  }

  @Test
  void anEndThatWasCutOffAllChains() throws Exception {
    Map<String, byte[]> older = history.contents();
    session.joined("dave");
    history.checkpoint();
    Map<String, byte[]> newer = history.contents();
    older.put("export.json", Got.value(newer, "export.json"));
    older.put("export.sig", Got.value(newer, "export.sig"));
    History.writeTo(export, older);

    assertBothSay(Main.FOUND, "FOUND CUT_BACK checkpoint 2: it is said to be the last one");
  }

  @Test
  void noSignatureAtAll() throws IOException {
    Map<String, byte[]> contents = history.contents();
    contents.remove("export.sig");
    History.writeTo(export, contents);

    assertThat(run()).isEqualTo(Main.UNUSABLE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("export.sig is missing");
  }
}
