package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINTS_END;
import static org.rtcroom.verifier.Finding.Kind.COVERED_LATE;
import static org.rtcroom.verifier.Finding.Kind.COVER_GONE;
import static org.rtcroom.verifier.Finding.Kind.LEAF_GONE;
import static org.rtcroom.verifier.Finding.Kind.LEAVES_LOST;
import static org.rtcroom.verifier.Finding.Kind.NOT_COVERED;
import static org.rtcroom.verifier.Finding.Kind.TIME_AHEAD;
import static org.rtcroom.verifier.Finding.Kind.UNCOVERED_TOO_LONG;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a dossier lacks proofs for is not taken for proved: somebody with the database has the
 * service make and sign a dossier of a session whose last lines, or whose leaves, he removed.
 */
class DossierCoverTest {

  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded session = history.chain(2).meeting();
  private SampleDossier dossier = new SampleDossier(history, session);
  private Path file;
  private Path key;

  /** Something done to the database before a dossier was made, and what must be found. */
  private record Attack(String name, Finding.Kind kind, Consumer<DossierCoverTest> deed) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void aSessionWithAStatementAfterItsEnd() throws Exception {
    file = folder.resolve("dossier.zip");
    key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    history.chain(1).started();
    history.chain(3).meeting();
    session.left("bob").left("ann").closed();
    history.checkpoint();
    session.line("STATEMENT_MADE", Map.of("type", "incident"), Map.of("data", "stop"));
    history.checkpoint();
    dossier = new SampleDossier(history, session);
    dossier.made += 24 * HOUR;
  }

  static Stream<Attack> attacks() {
    return Stream.of(
        new Attack("the last line and all leaves removed", COVER_GONE, t -> t.removeLast(0)),
        new Attack(
            "the last line and all leaves removed, the head set back",
            UNCOVERED_TOO_LONG,
            t -> {
              t.removeLast(0);
              t.dossier.covered = -1;
            }),
        new Attack("the last line and its leaf removed", COVER_GONE, t -> t.removeLast(1)),
        new Attack("all leaves removed", UNCOVERED_TOO_LONG, t -> t.dossier.proofs.clear()),
        new Attack("the last leaf removed", COVER_GONE, t -> t.dossier.proofs.remove(1)),
        new Attack(
            "a line added that the head calls covered",
            COVER_GONE,
            t -> {
              t.addAt(t.dossier.made);
              t.dossier.covered++;
            }),
        new Attack(
            "an old line added and kept from being covered",
            UNCOVERED_TOO_LONG,
            t -> t.addAt(t.history.clock)),
        new Attack(
            "a line added that is never old", TIME_AHEAD, t -> t.addAt(t.dossier.made + 2 * HOUR)),
        new Attack(
            "all lines dated anew and no leaf left",
            UNCOVERED_TOO_LONG,
            t -> {
              t.dossier.proofs.clear();
              t.dossier.covered = -1;
              t.redate();
            }));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void bothFindWhatIsNotProved(Attack attack) throws Exception {
    attack.deed().accept(this);

    Report report = report();
    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == attack.kind() && found.place().contains(session.id));
    assertSecondSays(1, session.id);
  }

  @Test
  void aDossierOfLongAgoIsAsGoodAsEver() throws Exception {
    assertThat(report().found()).containsOnlyKeys(CHECKPOINTS_END);
    assertThat(report().ok()).isTrue();
    assertSecondSays(0, "");
  }

  @Test
  void whatIsTooYoungToBeCoveredIsTold() throws Exception {
    dossier.made = history.clock + HOUR;
    addAt(history.clock + HOUR / 2);

    assertThat(report().found()).containsOnlyKeys(NOT_COVERED);
    assertThat(report().ok()).isTrue();
    assertSecondSays(0, "");
    assertThat(printed())
        .contains("Covered by checkpoints: lines 0 to 6 of 8.", "1 lines are not yet covered");
  }

  @Test
  void aSessionThatNothingCoversYetIsProvedInNothing() throws Exception {
    History young = new History(history.signer);
    Recorded open = young.chain(5).meeting();
    dossier = new SampleDossier(young, open);

    assertThat(report().ok()).isTrue();
    assertSecondSays(0, "");
    assertThat(printed()).contains("Covered by checkpoints: no line.");
  }

  @Test
  void aCoverThatCameLateIsTold() throws Exception {
    History late = new History(history.signer);
    Recorded session = late.chain(5).meeting();
    late.clock += 5 * HOUR;
    late.checkpoint();
    dossier = new SampleDossier(late, session);

    assertThat(report().found()).containsOnlyKeys(COVERED_LATE);
    assertThat(report().ok()).isTrue();
    assertSecondSays(0, "");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLeafThatIsGoneIsAFaultUnlessItWasLost(boolean lost) throws Exception {
    dossier.made = history.clock;
    dossier.missing.add(History.fields("number", 1L, "lost", lost));

    assertThat(report().found()).containsOnlyKeys(lost ? LEAVES_LOST : LEAF_GONE);
    assertThat(report().ok()).isEqualTo(lost);
    assertSecondSays(lost ? 0 : 1, lost ? "" : "checkpoint 1 lacks a leaf");
  }

  private void removeLast(int leavesLeft) {
    session.lines.remove(6);
    session.recompute();
    dossier.proofs.subList(leavesLeft, 2).clear();
  }

  /** With a hash that fits. */
  private void addAt(long millis) {
    long clock = history.clock;
    history.clock = millis - 1_000;
    session.line("STATEMENT_MADE", Map.of("type", "consent"), Map.of("data", "yes"));
    history.clock = clock;
  }

  private void redate() {
    session.lines.forEach(line -> line.put("atMillis", dossier.made - 1_000));
    session.head.replaceAll(
        (column, value) -> column.endsWith("_millis") ? dossier.made - 1_000 : value);
    session.recompute();
  }

  private Report report() throws IOException {
    dossier.writeTo(file);
    return new Dossier(file, history.signer.key, Optional.empty()).run();
  }

  private String printed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(
        List.of("--key", key.toString(), file.toString()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertSecondSays(int code, String text) throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    SecondVerifier.Said said = SecondVerifier.run("dossier", key, file);
    assertThat(said.code()).as(said.text()).isEqualTo(code);
    assertThat(said.text()).contains(text).doesNotContain("Traceback");
  }
}
