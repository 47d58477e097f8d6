package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rtcroom.verifier.Finding.Kind.LINES_AFTER_PURGE;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_FORGED;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_WITHOUT_RIGHT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain may be purged, but only by right. The second verifier agrees. */
class TombstoneTest {

  private static final long PERIOD = 10 * History.MINUTE;

  /** A base date while the session is open. */
  private static final long FROM = History.NOON + 3_000;

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded log = history.chain(1).started();
  private final Recorded session = history.chain(2).meeting();
  private final Map<String, Object> body = new TreeMap<>();

  private void purged() {
    log.line("RETENTION_RULE", Map.of("retention", "standard", "period", PERIOD), Map.of());
    session.closed();
    history.checkpoint();
    body.put("chain", session.id);
    body.put("at", history.clock + PERIOD);
    body.put("lastSeq", session.lastSeq());
    body.put("lastHash", session.last().get("hash"));
    body.put("period", PERIOD);
    body.put("retention", "standard");
    body.put("rule", Map.of("chain", log.id, "seq", 1L));
    history.chains.remove(session.id);
  }

  private void bury(Signer signer) {
    bury(signer, session.id);
  }

  private void bury(Signer signer, String chain) {
    String text = Written.canonical(body);
    history.tombstones.add(
        History.fields(
            "chain",
            chain,
            "body",
            text,
            "signature",
            signer.signHex("rtcroom.tombstone", text),
            "key",
            signer.key.id()));
  }

  private Report report() throws Exception {
    Path file = folder.resolve("export.zip");
    history.writeTo(file);
    return new Verification(new ZipEvidence(file), history.signer.key, null, new Tally()).run();
  }

  /** Without python a test that passed so far counts as skipped, and says why. */
  @AfterEach
  void theSecondVerifierAgrees() throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    boolean ok = report().ok();

    Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    SecondVerifier.Said said = SecondVerifier.run("export", key, folder.resolve("export.zip"));

    assertThat(said.code()).as(said.text()).isEqualTo(ok ? 0 : 1);
    assertThat(said.text()).doesNotContain("Traceback");
  }

  private void assertRefused(Finding.Kind kind, String why) throws Exception {
    bury(history.signer);
    Report report = report();

    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == kind && found.text().contains(why));
  }

  @Test
  void whatWasPurgedByRightIsCountedAndNotMissed() throws Exception {
    purged();
    bury(history.signer);

    Report report = report();

    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().purged()).isEqualTo(1);
  }

  @Test
  void aTombstoneByAnotherKey() throws Exception {
    purged();
    bury(new Signer());

    assertThat(report().findings()).extracting(Finding::kind).containsExactly(TOMBSTONE_FORGED);
  }

  @Test
  void aTombstoneBeforeThePeriodWasOver() throws Exception {
    purged();
    body.put("at", history.clock + PERIOD - 2_000);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "period");
  }

  @Test
  void aTombstoneUnderARuleThatIsNot() throws Exception {
    purged();
    body.put("rule", Map.of("chain", log.id, "seq", 0L));

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "sets the rule");
  }

  @Test
  void aTombstoneUnderAShorterPeriodThanTheRule() throws Exception {
    purged();
    body.put("period", 1L);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "sets the rule");
  }

  @Test
  void aTombstoneUnderARuleThatNoCheckpointCovers() throws Exception {
    purged();
    log.line("RETENTION_RULE", Map.of("retention", "standard", "period", 1L), Map.of());
    body.put("period", 1L);
    body.put("rule", Map.of("chain", log.id, "seq", 2L));
    body.put("at", history.clock + PERIOD);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "no covered line");
  }

  @Test
  void aTombstoneOfASessionUnderAHold() throws Exception {
    session.held();
    purged();

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "hold");
  }

  @Test
  void aTombstoneOfASessionWhoseEndWasNotCovered() throws Exception {
    history.checkpoint();
    purged();
    history.leaves.clear();
    history.checkpoints.clear();
    History open = new History(history.signer);
    open.chain(1).started();
    open.chain(2).meeting();
    open.checkpoint();
    history.leaves.addAll(open.leaves);
    history.checkpoints.addAll(open.checkpoints);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "closed the session was not covered");
  }

  @Test
  void aTombstoneThatNamesAnotherEnd() throws Exception {
    purged();
    body.put("lastSeq", 2L);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another last line");
  }

  @Test
  void aTombstoneSignedForAnotherChain() throws Exception {
    purged();
    body.put("chain", log.id);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another chain");
  }

  @Test
  void aChainThatIsStillThere() throws Exception {
    purged();
    history.chains.put(session.id, session);

    assertRefused(LINES_AFTER_PURGE, "still there");
  }

  @Test
  void aTombstoneUnderARuleThatHadBeenReplaced() throws Exception {
    purged();
    rule("standard", 2 * PERIOD);
    body.put("at", history.clock + PERIOD);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another rule");
  }

  @Test
  void aTombstoneUnderARuleThatHadBeenWithdrawn() throws Exception {
    purged();
    log.line("RETENTION_RULE", Map.of("retention", "standard"), Map.of());
    history.checkpoint();
    body.put("at", history.clock + PERIOD);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another rule");
  }

  @Test
  void aTombstoneUnderTheRuleForAllWhereTheFamilyHasItsOwn() throws Exception {
    log.line(
        "RETENTION_RULE",
        Map.of("retention", "standard", "family", "double_room", "period", 2 * PERIOD),
        Map.of());
    purged();
    body.put("rule", Map.of("chain", log.id, "seq", 2L));

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "another rule");
  }

  @Test
  void aTombstoneBeforeTheRetentionThatWasSetIsOver() throws Exception {
    session.retained("standard", History.NOON, History.NOON + 3 * PERIOD);
    purged();

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "period");
  }

  private void classOfItsOwn(long period) {
    log.line("RETENTION_RULE", Map.of("retention", "short", "period", period), Map.of());
    purged();
    body.put("retention", "short");
    body.put("period", period);
  }

  private Map<String, Object> standard() {
    return Map.of("period", PERIOD, "rule", Map.of("chain", log.id, "seq", 2L));
  }

  /** A base date in the past made a record of today purgeable. */
  @Test
  void aTombstoneCountedFromABaseDateInThePast() throws Exception {
    session.retained("standard", 1L, 1L + PERIOD);
    purged();
    body.put("at", history.clock + PERIOD - 2_000);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "counted from its closing");
    assertThat(report().found()).containsKey(Finding.Kind.BASE_BEFORE_OPENING);
  }

  @Test
  void aTombstoneUnderAShorterClassThatOneKeyGave() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);
    body.put("at", history.clock + 5_000);
    body.put("standard", standard());

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "counted from its closing");
  }

  @Test
  void aTombstoneUnderAShorterClassThatHidesTheRuleForAll() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "names no rule for all sessions");
  }

  @Test
  void aTombstoneUnderAShorterClassAndAMadeUpRuleForAll() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);
    body.put("standard", Map.of("period", 1L, "rule", Map.of("chain", log.id, "seq", 1L)));

    assertRefused(TOMBSTONE_WITHOUT_RIGHT, "sets the rule");
  }

  @Test
  void aShorterClassIsPurgedOnceTheRuleForAllIsOverToo() throws Exception {
    session.retained("short", FROM, FROM + 1_000);
    classOfItsOwn(1_000L);
    body.put("standard", standard());
    bury(history.signer);

    assertThat(report().findings()).isEmpty();
  }

  @Test
  void twoAuditorsMayAgreeToLess() throws Exception {
    session.retained("standard", FROM, FROM + 9 * PERIOD);
    history.checkpoint();
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-1");
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-2");
    session.keeping.put("retention", "short");
    session.keeping.put("until", FROM + 1_000);
    session.keeping.put("shortened", true);
    classOfItsOwn(1_000L);
    body.put("at", history.clock + 5_000);
    history.chains.put(session.id, session);
    assertThat(report().found()).doesNotContainKey(Finding.Kind.LEAF_DIFFERS);
    history.chains.remove(session.id);
    bury(history.signer);

    assertThat(report().findings()).isEmpty();
  }

  @Test
  void oneAuditorTwiceIsNotTwo() throws Exception {
    history.auditor("1");
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-1");
    session.shorteningAgreed("short", FROM, FROM + 1_000, "key-1");
    session.shorteningAgreed("short", FROM, FROM + 999, "key-2");
    history.checkpoint();
    assertThat(report().findings()).isEmpty();

    session.keeping.put("shortened", true);
    session.left("ann");
    history.checkpoint();
    assertThat(report().found()).containsKey(Finding.Kind.LEAF_DIFFERS);
  }

  @Test
  void anAccessLogIsPurgedAndTheNextOneStillFollows() throws Exception {
    purgedLog("access-log");
    bury(history.signer, second.id);

    assertThat(report().findings()).isEmpty();
  }

  @Test
  void anAccessLogUnderTheRuleForSessions() throws Exception {
    purgedLog("standard");
    bury(history.signer, second.id);

    assertThat(report().found()).containsOnlyKeys(TOMBSTONE_WITHOUT_RIGHT);
  }

  @Test
  void anAccessLogWithAnEndThatTheNextOneDoesNotName() throws Exception {
    purgedLog("access-log");
    Recorded third = history.chain(4);
    third.lines.get(0).computeIfPresent("details", (n, d) -> ((String) d).replace(":1}", ":0}"));
    third.recompute();
    bury(history.signer, second.id);

    assertThat(report().found()).containsKey(Finding.Kind.START_NOT_FOLLOWING);
  }

  private final Recorded second = history.chain(3);

  /** The second of three access logs is gone. */
  private void purgedLog(String rule) {
    rule(rule, PERIOD);
    log.cutFor(second).cutFor(history.chain(4));
    session.closed();
    history.checkpoint();
    body.put("chain", second.id);
    body.put("at", history.clock + PERIOD);
    body.put("lastSeq", second.lastSeq());
    body.put("lastHash", second.last().get("hash"));
    body.put("period", PERIOD);
    body.put("retention", rule);
    body.put("rule", Map.of("chain", log.id, "seq", 1L));
    history.chains.remove(second.id);
  }

  private void rule(String name, long period) {
    log.line("RETENTION_RULE", Map.of("retention", name, "period", period), Map.of());
    if (!history.checkpoints.isEmpty()) {
      history.checkpoint();
    }
  }
}
