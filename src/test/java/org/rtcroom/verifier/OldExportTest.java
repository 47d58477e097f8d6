package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Genuine exports as a weapon: an old one shown as the newest, entries of two put together, a part
 * shown as the whole. Between the two exports bob left, the session ended, and another one began.
 */
class OldExportTest {

  /** Both exports were made so long after all that is in them. */
  private static final long HOUR = 60 * History.MINUTE;

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded log = history.chain(1).started();
  private final Recorded session = history.chain(2).meeting();
  private Path key;
  private Path export;
  private Path witness;
  private Map<String, byte[]> old = Map.of();
  private Map<String, byte[]> now = Map.of();

  @BeforeEach
  void twoExports() throws Exception {
    key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    export = folder.resolve("export.zip");
    witness = folder.resolve("checkpoints.log");
    history.checkpoint();
    history.about.put("time", history.clock + 1_000);
    old = history.contents();
    history.clock += HOUR;
    session.left("bob").closed();
    session.head.put("lasted", 3L);
    history.chain(3).meeting();
    log.line("LOGGED_OUT", Map.of("family", "double_room"), Map.of("actor", Map.of("user", "bob")));
    history.checkpoint();
    history.about.put("time", history.clock + 1_000);
    now = history.contents();
    history.writeCheckpointsTo(witness);
  }

  private void assertBothSay(int code, List<String> texts, Path... witnesses) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of("--key", key.toString()));
    for (Path each : witnesses) {
      arguments.addAll(List.of("--witness", each.toString()));
    }
    arguments.add(export.toString());
    int said = Main.run(arguments, new PrintStream(printed, true, StandardCharsets.UTF_8));
    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(said).as(text).isEqualTo(code);
    assertThat(text).contains(texts);
    assumeTrue(SecondVerifier.exists(), "no python3");
    List<Object> question = new ArrayList<>(List.of("export", key, export));
    question.addAll(List.of(witnesses));
    SecondVerifier.Said second = SecondVerifier.run(question.toArray());
    assertThat(second.text()).doesNotContain("Traceback");
    assertThat(second.code()).as(second.text()).isEqualTo(code == Main.OK ? 0 : 1);
  }

  /** Writes the newer export, with these entries of the older one. */
  private void mix(String... entries) {
    Map<String, byte[]> mixed = history.contents();
    for (String entry : entries) {
      mixed.put(entry, Got.value(old, entry));
    }
    History.writeTo(export, mixed);
  }

  @Test
  void eachIsGoodAsItIs() throws Exception {
    History.writeTo(export, now);
    assertBothSay(Main.OK, List.of("OK: nothing is wrong"));
    assertBothSay(Main.OK, List.of("OK: nothing is wrong"), witness);
  }

  /** It is genuine, and says itself when it was made: so a witness can only say that more came. */
  @Test
  void theOldOneSaysWhenItWasMadeAndTheWitnessThatMoreCame() throws Exception {
    History.writeTo(export, old);

    assertBothSay(Main.OK, List.of("made 2026-01-31T12:00"));
    assertBothSay(Main.OK, List.of("remark LATER_WITNESSED checkpoint 1"), witness);
  }

  @Test
  void theOldOneUnderTheTimeOfTheNewestIsForged() throws Exception {
    Map<String, byte[]> older = history.contents();
    older.putAll(old);
    String header = new String(Got.value(old, "export.json"), StandardCharsets.UTF_8);
    older.put(
        "export.json",
        header
            .replaceFirst("\"time\":[0-9]+", "\"time\":" + (history.clock + 2 * History.MINUTE))
            .getBytes(StandardCharsets.UTF_8));
    History.writeTo(export, older);

    assertBothSay(Main.FOUND, List.of("FOUND EXPORT_FORGED export.json"));
    assertBothSay(
        Main.FOUND,
        List.of("FOUND EXPORT_FORGED export.json", "FOUND CUT_BACK checkpoint 1"),
        witness);
  }

  @Test
  void theOldOneUnderTheHeaderOfTheNewestIsCutBack() throws Exception {
    Map<String, byte[]> older = history.contents();
    older.putAll(old);
    older.put("export.json", Got.value(now, "export.json"));
    older.put("export.sig", Got.value(now, "export.sig"));
    History.writeTo(export, older);

    assertBothSay(Main.FOUND, List.of("FOUND CUT_BACK checkpoint 1"));
  }

  @Test
  void theNewestUnderTheHeaderOfTheOldOneIsForged() throws Exception {
    mix("export.json", "export.sig");

    assertBothSay(Main.FOUND, List.of("FOUND EXPORT_FORGED checkpoint 0"));
  }

  @Test
  void linesOfTheOldOneWereCut() throws Exception {
    mix("lines.ndjson");
    assertBothSay(
        Main.FOUND,
        List.of(
            "FOUND TAIL_CUT " + session.id, "FOUND CHAIN_REMOVED chain " + history.chain(3).id));

    mix("lines.ndjson", "heads.ndjson", "rows.ndjson");
    assertBothSay(Main.FOUND, List.of("FOUND TAIL_CUT " + session.id, "FOUND CHAIN_REMOVED"));
  }

  @Test
  void headsOfTheOldOneSayLess() throws Exception {
    mix("heads.ndjson");

    assertBothSay(
        Main.FOUND,
        List.of(
            "FOUND HEAD_DIFFERS chain " + session.id,
            "FOUND HEAD_MISSING chain " + history.chain(3).id));
  }

  @Test
  void leavesOfTheOldOneGiveNoRoot() throws Exception {
    mix("leaves.ndjson", "leaves-by-chain.ndjson");
    assertBothSay(Main.FOUND, List.of("FOUND ROOT_DIFFERS checkpoint 1"));

    mix("leaves-by-chain.ndjson");
    assertBothSay(Main.FOUND, List.of("FOUND LEAVES_DISAGREE leaves"));
  }

  @Test
  void checkpointsOfTheOldOneAreCutBack() throws Exception {
    mix("checkpoints.ndjson", "leaves.ndjson", "leaves-by-chain.ndjson");

    assertBothSay(Main.FOUND, List.of("FOUND CUT_BACK checkpoint 1"));
  }

  /** All but the lines: what came since stands there as if no checkpoint had covered it yet. */
  @Test
  void linesOfTheNewestUnderTheOldOneAreTooYoungForIt() throws Exception {
    mix(
        "export.json",
        "export.sig",
        "checkpoints.ndjson",
        "leaves.ndjson",
        "leaves-by-chain.ndjson",
        "rows.ndjson");

    assertBothSay(Main.FOUND, List.of("FOUND TIME_AHEAD " + session.id));
  }

  @Test
  void aPartUnderTheHeaderOfAWholeOneLacksSessions() throws Exception {
    Map<String, byte[]> part = history.contents();
    for (String entry : List.of("lines.ndjson", "heads.ndjson")) {
      String all = new String(Got.value(part, entry), StandardCharsets.UTF_8);
      part.put(
          entry,
          all.replaceAll("(?m)^.*" + history.chain(3).id + ".*\n", "")
              .getBytes(StandardCharsets.UTF_8));
    }
    History.writeTo(export, part);

    assertBothSay(Main.FOUND, List.of("FOUND CHAIN_REMOVED chain " + history.chain(3).id));
  }

  @Test
  void aPartThatIsCalledWholeIsForged() throws Exception {
    history.about.put("complete", false);
    history.about.put("from", History.NOON);
    Map<String, byte[]> part = history.contents();
    History.writeTo(export, part);
    assertBothSay(Main.OK, List.of("Only chains that began from"));

    part.put("export.json", Got.value(now, "export.json"));
    History.writeTo(export, part);
    assertBothSay(Main.FOUND, List.of("FOUND EXPORT_FORGED export.json"));
  }
}
