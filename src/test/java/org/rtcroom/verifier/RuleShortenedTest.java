package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.SecondVerifier.Said;

/** A shorter retention period is told by both verifiers, and is not wrong. */
class RuleShortenedTest {

  private static final long DAY = 86_400_000;

  @TempDir Path folder;

  private final History history = new History();

  private Recorded start(int chain) {
    return history.chain(chain).started();
  }

  private static void rule(
      Recorded log, String retention, @Nullable String family, @Nullable Long period) {
    Map<String, Object> details = new HashMap<>(Map.of("node", "node1", "retention", retention));
    if (family != null) {
      details.put("family", family);
    }
    if (period != null) {
      details.put("period", period);
    }
    log.line("RETENTION_RULE", details, Map.of());
  }

  /** Lines that both verifiers tell of. */
  private List<String> told() throws Exception {
    history.checkpoint();
    Path export = folder.resolve("export.zip");
    history.writeTo(export);
    Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    Report report =
        new Verification(new ZipEvidence(export), history.signer.key, null, new Tally()).run();
    List<String> places =
        report.findings().stream()
            .filter(finding -> finding.kind() == Finding.Kind.RULE_SHORTENED)
            .map(Finding::place)
            .toList();

    assertThat(report.ok()).isTrue();
    assumeTrue(SecondVerifier.exists(), "no python3");
    Said said = SecondVerifier.run("export", key, export);
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(
            said.text()
                .lines()
                .filter(line -> line.startsWith("remark: RULE_SHORTENED "))
                .map(line -> line.substring("remark: RULE_SHORTENED ".length())))
        .containsExactlyElementsOf(places);
    return places;
  }

  @Test
  void aSmallerPeriodThanTheOneBefore() throws Exception {
    Recorded log = start(1);
    rule(log, "standard", null, 3_650 * DAY);
    rule(log, "standard", null, 3_650 * DAY);
    rule(log, "standard", null, 30 * DAY);
    rule(log, "standard", null, 3_650 * DAY);

    assertThat(told()).containsExactly(log.id + "#3");
  }

  /** Which have a leap day or two. */
  @Test
  void daysAreFewerThanTheYearsBefore() throws Exception {
    Recorded log = start(1);
    log.line("RETENTION_RULE", Map.of("retention", "standard", "years", 5L), Map.of());
    rule(log, "standard", null, 1_825 * DAY);
    log.line("RETENTION_RULE", Map.of("retention", "standard", "years", 5L), Map.of());

    assertThat(told()).containsExactly(log.id + "#2");
  }

  @Test
  void whatWasKeptForGoodAndIsNotAnyMore() throws Exception {
    Recorded log = start(1);
    rule(log, "standard", null, 3_650 * DAY);
    rule(log, "standard", null, null);
    rule(log, "standard", null, 3_650 * DAY);

    assertThat(told()).containsExactly(log.id + "#3");
  }

  @Test
  void aShorterPeriodOfOneFamilyAndTheEndOfALongerOne() throws Exception {
    Recorded log = start(1);
    rule(log, "standard", null, 100 * DAY);
    rule(log, "standard", "live_room", 10 * DAY);
    Recorded next = start(2);
    rule(next, "standard", "double_room", 99 * DAY);
    rule(next, "standard", "double_room", 200 * DAY);
    rule(next, "standard", "double_room", null);

    assertThat(told()).containsExactly(next.id + "#1", next.id + "#3");
  }

  @Test
  void noneOfTheFirstStartNorOfOtherClasses() throws Exception {
    Recorded log = start(1);
    rule(log, "standard", null, 100 * DAY);
    rule(log, "standard", "live_room", 10 * DAY);
    rule(log, "access-log", null, DAY);
    rule(log, "chat", null, 2 * DAY);
    rule(log, "chat", null, 3 * DAY);

    assertThat(told()).isEmpty();
  }
}
