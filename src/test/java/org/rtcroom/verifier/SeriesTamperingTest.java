package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.verifier.archive.Unusable;

/** Series of an export in another order, and leaves that say what no service would sign. */
class SeriesTamperingTest {

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded log = history.chain(1).started();
  private final Recorded session = history.chain(2).meeting();

  private void assertFound(Finding.Kind kind, String place, Map<String, byte[]> contents)
      throws Exception {
    Path file = folder.resolve("export.zip");
    History.writeTo(file, contents);
    Report report =
        new Verification(new ZipEvidence(file), history.signer.key, null, new Tally()).run();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == kind && found.place().equals(place));
    if (SecondVerifier.exists()) {
      Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
      SecondVerifier.Said said = SecondVerifier.run("export", key, file);
      assertThat(said.code()).as(said.text()).isEqualTo(1);
      assertThat(said.text()).doesNotContain("Traceback");
    }
  }

  private Map<String, byte[]> changed(String entry, UnaryOperator<String> change) {
    Map<String, byte[]> contents = history.contents();
    String before = new String(Got.value(contents, entry), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    contents.put(entry, after.getBytes(StandardCharsets.UTF_8));
    return contents;
  }

  private static String backwards(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.reverse(lines);
    return String.join("\n", lines) + "\n";
  }

  /** Else a reader that joins the series would pass what stands in the wrong place. */
  @ParameterizedTest
  @ValueSource(strings = {"heads.ndjson", "leaves-by-chain.ndjson"})
  void aSeriesInAnotherOrder(String entry) throws Exception {
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    history.checkpoint();

    assertFound(
        Finding.Kind.NOT_IN_ORDER,
        "chain " + log.id,
        changed(entry, SeriesTamperingTest::backwards));
  }

  @Test
  void chainsInAnotherOrder() throws Exception {
    history.checkpoint();

    Map<String, byte[]> contents =
        changed(
            "lines.ndjson",
            text -> {
              String first = text.lines().findFirst().orElseThrow() + "\n";
              return text.substring(first.length()) + first;
            });

    assertFound(Finding.Kind.NOT_IN_ORDER, "chain " + log.id, contents);
  }

  @Test
  void leavesOfACheckpointInAnotherOrder() throws Exception {
    history.checkpoint();

    assertFound(
        Finding.Kind.LEAVES_UNSORTED,
        "checkpoint 0",
        changed("leaves.ndjson", SeriesTamperingTest::backwards));
  }

  @Test
  void leavesOfTheLaterCheckpointFirst() throws Exception {
    history.checkpoint();
    session.left("bob");
    history.checkpoint();

    assertFound(
        Finding.Kind.LEAF_WITHOUT_CHECKPOINT,
        "checkpoint 0",
        changed("leaves.ndjson", text -> moved(text, "{\"number\":1,")));
  }

  /** The lines that begin so stand before all others. */
  private static String moved(String text, String beginning) {
    return Stream.concat(
            text.lines().filter(line -> line.startsWith(beginning)),
            text.lines().filter(line -> !line.startsWith(beginning)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void aLeafThatSaysNoEnd() throws Exception {
    history.checkpoint();
    for (Map<String, Object> leaf : history.leaves) {
      leaf.put("leaf", Got.text(leaf, "leaf").replace("\"lastSeq\"", "\"lastSeqs\""));
    }

    assertFound(Finding.Kind.LEAF_UNREADABLE, "checkpoint 0", history.contents());
  }

  /** One reader would take the one, one the other. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSecondHeadOfASession(boolean before) throws Exception {
    history.checkpoint();

    Map<String, byte[]> contents =
        changed(
            "heads.ndjson",
            text -> {
              String own = text.lines().filter(line -> line.contains(session.id)).findFirst().get();
              String other = own.replaceFirst("\"room_id\":\"[^\"]*\"", "\"room_id\":\"other\"");
              return text.replace(own, before ? other + "\n" + own : own + "\n" + other);
            });

    assertFound(Finding.Kind.HEAD_WITHOUT_LINES, "chain " + session.id, contents);
  }

  /** What nobody signed, another reader might believe. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "receipts.ndjson",
        "leaves.ndjson",
        "rows.ndjson",
        "heads.ndjson",
        "leaves-by-chain.ndjson",
        "tombstones.ndjson",
        "lines.ndjson",
      })
  void aFieldThatTheFormatDoesNotHave(String entry) throws Exception {
    history.key("k", "AUDITOR");
    history.checkpoint();
    history.receipts.add(history.receipt(0, "url", new byte[0]));
    history.tombstones.add(History.fields("chain", "x", "body", "{}", "signature", "", "key", "k"));
    Path file = folder.resolve("export.zip");
    History.writeTo(
        file, changed(entry, text -> text.replaceFirst("\\{", "{\"note\":\"bob left at noon\",")));

    assertThatThrownBy(
            () ->
                new Verification(new ZipEvidence(file), history.signer.key, null, new Tally())
                    .run())
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(entry + ", line 1: the format has no field note");
    Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    SecondVerifier.Said said = SecondVerifier.run("export", key, file);
    assertThat(said.text()).contains("no field note");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void aFieldThatTheFormatDoesNotHaveBesideACheckpoint() throws Exception {
    history.checkpoint();

    assertFound(
        Finding.Kind.CHECKPOINT_CHANGED,
        "checkpoints",
        changed("checkpoints.ndjson", text -> text.replaceFirst("\\{", "{\"note\":\"x\",")));
  }

  /** With the signing key, as if the service had a fault. */
  @Test
  void aRetentionThatEndsEarlierInTheNextLeaf() throws Exception {
    session.closed().retained("long", History.NOON, History.NOON + 1_000_000);
    history.checkpoint();
    session.line("STATEMENT_MADE", statement(), Map.of());
    session.keeping.put("until", History.NOON + 1_000);
    history.checkpoint();

    assertFound(Finding.Kind.RETENTION_SHORTENED, "checkpoint 1", history.contents());
  }

  private static Map<String, Object> statement() {
    return Map.of(
        "key", "k", "keyId", "key-9", "node", "node1", "occurredAt", History.NOON, "type", "check");
  }
}
