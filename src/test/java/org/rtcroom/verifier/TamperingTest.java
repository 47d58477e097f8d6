package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_RECOMPUTED;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_REMOVED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_DOUBLED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_MISSING;
import static org.rtcroom.verifier.Finding.Kind.CHECKPOINT_NOT_FOLLOWING;
import static org.rtcroom.verifier.Finding.Kind.COUNT_BACKWARDS;
import static org.rtcroom.verifier.Finding.Kind.ERASED_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.HEAD_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.HEAD_MISSING;
import static org.rtcroom.verifier.Finding.Kind.HEAD_WITHOUT_LINES;
import static org.rtcroom.verifier.Finding.Kind.KEY_UNKNOWN;
import static org.rtcroom.verifier.Finding.Kind.LEAF_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.LEAF_WITHOUT_CHECKPOINT;
import static org.rtcroom.verifier.Finding.Kind.LINE_AFTER_END;
import static org.rtcroom.verifier.Finding.Kind.LINE_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.LINE_MISSING;
import static org.rtcroom.verifier.Finding.Kind.LINE_NOT_FOLLOWING;
import static org.rtcroom.verifier.Finding.Kind.LINE_OUT_OF_ORDER;
import static org.rtcroom.verifier.Finding.Kind.LINE_UNREADABLE;
import static org.rtcroom.verifier.Finding.Kind.NOT_COVERED;
import static org.rtcroom.verifier.Finding.Kind.PERSONAL_PART_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.PERSONAL_PART_UNCOMMITTED;
import static org.rtcroom.verifier.Finding.Kind.RESTORED;
import static org.rtcroom.verifier.Finding.Kind.ROOT_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.ROW_WITHOUT_LINE;
import static org.rtcroom.verifier.Finding.Kind.SALT_LENGTH;
import static org.rtcroom.verifier.Finding.Kind.SESSIONS_MISCOUNTED;
import static org.rtcroom.verifier.Finding.Kind.START_NOT_FOLLOWING;
import static org.rtcroom.verifier.Finding.Kind.START_WITHOUT_STOP;
import static org.rtcroom.verifier.Finding.Kind.TAIL_CUT;
import static org.rtcroom.verifier.Finding.Kind.TIME_BACKWARDS;
import static org.rtcroom.verifier.Finding.Kind.UNCOVERED_TOO_LONG;
import static org.rtcroom.verifier.Finding.Kind.UNKNOWN_FORMAT;
import static org.rtcroom.verifier.Finding.Kind.UNKNOWN_KIND;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever tampers with what is recorded, but has not the signing key, is found out. */
class TamperingTest {

  @TempDir Path folder;

  private final History history = new History();
  private final Recorded log = history.chain(1).started();
  private final Recorded session = history.chain(2).meeting().left("bob").left("ann").closed();
  private final Recorded other = history.chain(3).meeting();

  TamperingTest() {
    history.checkpoint();
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    other.left("bob");
    history.checkpoint();
    log.line("STOPPED", Map.of("node", "node1"), Map.of());
    history.checkpoint();
  }

  private Report report(Signer key) throws IOException {
    Path file = folder.resolve("export.zip");
    history.writeTo(file);
    return new Verification(new ZipEvidence(file), key.key, null, new Tally()).run();
  }

  private void assertFound(Finding.Kind kind, String place) throws IOException {
    Report report = report(history.signer);

    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == kind && found.place().equals(place));
  }

  private void assertOnlyRemarks() throws IOException {
    Report report = report(history.signer);

    assertThat(report.findings()).allMatch(found -> found.kind().remark());
    assertThat(report.ok()).isTrue();
  }

  private String line(long seq) {
    return session.id + "#" + seq;
  }

  private String whole() {
    return "chain " + session.id;
  }

  @Test
  void anUntouchedHistoryIsFoundGood() throws Exception {
    Report report = report(history.signer);

    assertThat(report.findings()).isEmpty();
    assertThat(report.ok()).isTrue();
    assertThat(report.counts().sessions()).isEqualTo(2);
    assertThat(report.counts().accessLogs()).isEqualTo(1);
    assertThat(report.counts().lines()).isEqualTo(13);
    assertThat(report.counts().checkpoints()).isEqualTo(3);
    assertThat(report.counts().leaves()).isEqualTo(6);
    assertThat(report.counts().uncovered()).isZero();
  }

  @Test
  void aChangedLine() throws Exception {
    session.lines.get(3).put("details", "{\"node\":\"node1\",\"reason\":\"REMOVED\"}");

    assertFound(LINE_CHANGED, line(3));
  }

  @Test
  void aChangedTime() throws Exception {
    session.lines.get(3).merge("atMillis", 1L, (at, more) -> (long) at + (long) more);

    assertFound(LINE_CHANGED, line(3));
  }

  @Test
  void aLineRecomputedAlone() throws Exception {
    Map<String, Object> line = session.lines.get(3);
    line.put("details", "{\"node\":\"node1\",\"reason\":\"REMOVED\",\"streamState\":\"\"}");
    Recorded forger = new Recorded(history, session.id);
    forger.lines.addAll(session.lines.subList(0, 4));
    forger.recompute();

    assertFound(LINE_NOT_FOLLOWING, line(4));
  }

  @Test
  void anInsertedLine() throws Exception {
    session.lines.add(3, session.lines.get(2));

    assertFound(LINE_OUT_OF_ORDER, line(2));
  }

  @Test
  void anInsertedLineWithTheChainRecomputed() throws Exception {
    Map<String, Object> line = new TreeMap<>(session.lines.get(2));
    session.lines.add(3, line);
    session.recompute();

    assertFound(CHAIN_RECOMPUTED, line(5));
  }

  @Test
  void aDeletedLine() throws Exception {
    session.lines.remove(3);

    assertFound(LINE_MISSING, line(3));
  }

  @Test
  void aDeletedLineWithTheChainRecomputed() throws Exception {
    session.lines.remove(3);
    session.recompute();

    assertFound(TAIL_CUT, line(0));
  }

  @Test
  void twoLinesInOtherOrder() throws Exception {
    Collections.swap(session.lines, 2, 3);

    assertFound(LINE_OUT_OF_ORDER, line(2));
  }

  @Test
  void aCutTailThatIsCovered() throws Exception {
    session.lines.remove(5);
    session.lines.remove(4);
    session.recompute();

    assertFound(TAIL_CUT, line(0));
  }

  @Test
  void aTailCutBeforeACheckpointWasLostIsStillFoundByTheNext() throws Exception {
    other.lines.remove(3);
    other.recompute();

    assertFound(TAIL_CUT, other.id + "#3");
  }

  @Test
  void aTailCutAfterTheLastCheckpointIsNotFoundButWasReportedAsUncovered() throws Exception {
    other.joined("eve");
    Report before = report(history.signer);
    other.lines.remove(4);
    other.recompute();

    assertThat(before.counts().uncovered()).isEqualTo(1);
    assertThat(before.findings()).extracting(Finding::kind).containsExactly(NOT_COVERED);
    assertThat(before.findings().get(0).text()).contains("59 minutes");
    assertOnlyRemarks();
  }

  @Test
  void aTailCutAfterTheLastCheckpointIsFoundIfTheHeadStayed() throws Exception {
    other.joined("eve");
    other.lines.remove(4);

    assertFound(HEAD_DIFFERS, "chain " + other.id);
  }

  @Test
  void aRemovedSessionIsNamed() throws Exception {
    history.chains.remove(session.id);

    assertFound(CHAIN_REMOVED, whole());
  }

  @Test
  void aRemovedAccessLogIsNamed() throws Exception {
    history.chains.remove(log.id);

    assertFound(CHAIN_REMOVED, "chain " + log.id);
  }

  @Test
  void aRecomputedChain() throws Exception {
    session.lines.get(2).put("kind", "BARRED");
    session.recompute();

    assertFound(CHAIN_RECOMPUTED, line(5));
  }

  @Test
  void timesRunningBackwards() throws Exception {
    session.lines.get(2).put("atMillis", History.NOON);
    session.recompute();

    assertFound(TIME_BACKWARDS, line(2));
  }

  @Test
  void aRemovedCheckpoint() throws Exception {
    history.checkpoints.remove(1);

    assertFound(CHECKPOINT_MISSING, "checkpoint 1");
  }

  @Test
  void aForgedCheckpoint() throws Exception {
    String body = Got.text(history.checkpoints.get(1), "body");
    history.checkpoints.set(1, History.signed(body, new Signer()));

    assertFound(CHECKPOINT_FORGED, "checkpoint 1");
    assertFound(CHECKPOINT_NOT_FOLLOWING, "checkpoint 2");
  }

  @Test
  void aDoubledCheckpoint() throws Exception {
    history.checkpoints.add(1, history.checkpoints.get(0));

    assertFound(CHECKPOINT_DOUBLED, "checkpoint 0");
  }

  @Test
  void aChangedRoot() throws Exception {
    replaceInBody("\"root\":\"", "\"root\":\"ff");

    assertFound(CHECKPOINT_CHANGED, "checkpoint 1");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void aChangedNumber() throws Exception {
    replaceInBody("\"number\":1", "\"number\":3");

    assertFound(CHECKPOINT_MISSING, "checkpoint 1");
    assertFound(CHECKPOINT_CHANGED, "checkpoint 3");
  }

  @Test
  void aBodyInAnotherSpelling() throws Exception {
    replaceInBody("\"number\":1", "\"number\": 1");

    assertFound(CHECKPOINT_CHANGED, "checkpoints");
  }

  private void replaceInBody(String what, String by) {
    Map<String, Object> checkpoint = history.checkpoints.get(1);
    checkpoint.put("body", Got.text(checkpoint, "body").replace(what, by));
  }

  @Test
  void aChangedLeaf() throws Exception {
    Map<String, Object> leaf = history.leaves.get(1);
    leaf.put("leaf", Got.text(leaf, "leaf").replace("standard", "short"));

    assertFound(ROOT_DIFFERS, "checkpoint 0");
  }

  @Test
  void aRemovedLeaf() throws Exception {
    history.leaves.remove(1);

    assertFound(ROOT_DIFFERS, "checkpoint 0");
  }

  @Test
  void anInventedLeaf() throws Exception {
    Map<String, Object> leaf = new TreeMap<>(history.leaves.get(1));
    leaf.put("number", 7L);
    history.leaves.add(leaf);

    assertFound(LEAF_WITHOUT_CHECKPOINT, "checkpoint 7");
  }

  @Test
  void aHeadWithoutItsLines() throws Exception {
    session.lines.clear();

    assertFound(HEAD_WITHOUT_LINES, whole());
    assertFound(CHAIN_REMOVED, whole());
  }

  @Test
  void linesWithoutTheirHead() throws Exception {
    session.head.clear();

    assertFound(HEAD_MISSING, whole());
  }

  @Test
  void everyChangedFieldOfAHead() throws Exception {
    Map<String, Object> head = Map.copyOf(session.head);
    Map<String, Object> changes =
        Map.ofEntries(
            Map.entry("family", "multi_room"),
            Map.entry("space", "MULTI"),
            Map.entry("room_id", "Room_2"),
            Map.entry("open_key", "DOUBLE/room_1"),
            Map.entry("group_key", "room_9"),
            Map.entry("creator", "bob"),
            Map.entry("opened_millis", 1L),
            Map.entry("activated_millis", 1L),
            Map.entry("closed_millis", 1L),
            Map.entry("reason", "IDLE"),
            Map.entry("last_seq", 4L),
            Map.entry("last_hash", "00".repeat(32)),
            Map.entry("snapshot_seq", 3L));
    assertThat(changes.keySet()).containsAll(columns(head));

    for (Map.Entry<String, Object> change : changes.entrySet()) {
      session.head.put(change.getKey(), change.getValue());
      assertFound(HEAD_DIFFERS, whole());
      assertThat(report(history.signer).findings().get(0).text()).contains(change.getKey());
      session.head.clear();
      session.head.putAll(head);
    }
  }

  private static Set<String> columns(Map<String, Object> head) {
    Set<String> columns = new TreeSet<>(head.keySet());
    columns.remove("session_id");
    return columns;
  }

  @Test
  void everyFieldThatIsTakenFromAHead() throws Exception {
    for (String column : List.of("creator", "closed_millis", "reason", "room_id")) {
      Object value = session.head.remove(column);
      assertFound(HEAD_DIFFERS, whole());
      session.head.put(column, value);
    }
  }

  @Test
  void aChangedHeadOfAnAccessLog() throws Exception {
    log.head.put("node", "node2");

    assertFound(HEAD_DIFFERS, "chain " + log.id);
  }

  @Test
  void aRowWithoutItsLine() throws Exception {
    history.row("api_key", "key-1", log.id, 9);

    assertFound(ROW_WITHOUT_LINE, "api_key key-1");
  }

  @Test
  void aRowThatNamesALineOfSomethingElse() throws Exception {
    history.row("ban", "double_room", log.id, 1);
    history.row("key", "019c", session.id, 1);

    assertFound(ROW_WITHOUT_LINE, "ban double_room");
    assertFound(ROW_WITHOUT_LINE, "key 019c");
  }

  @Test
  void aRowThatNamesNoLine() throws Exception {
    history.rows.add(History.fields("table", "ban", "key", "r", "values", Map.of()));

    assertFound(ROW_WITHOUT_LINE, "ban r");
  }

  @Test
  void aRowWithItsLineIsGood() throws Exception {
    log.line("KEY_CREATED", Map.of("id", "key-1"), Map.of());
    history.row("api_key", "key-1", log.id, 3);

    assertOnlyRemarks();
  }

  @Test
  void aRowThatSaysMoreThanItsLine() throws Exception {
    log.line("KEY_CREATED", Map.of("id", "key-1", "roles", "AUDITOR"), Map.of());
    history.row("api_key", "key-1", log.id, 3, Map.of("id", "key-1", "roles", "ADMIN"));

    assertFound(ROW_WITHOUT_LINE, "api_key key-1");
  }

  @Test
  void aRowIsBorneOutByThePersonalPartToo() throws Exception {
    log.line("BANNED", Map.of("room", "r", "until", "9"), Map.of("user", "bob"));
    history.row("ban", "r", log.id, 3, Map.of("user", "bob", "room", "r", "until", "9"));
    assertOnlyRemarks();

    history.row("ban", "s", log.id, 3, Map.of("user", "ann", "room", "r"));
    assertFound(ROW_WITHOUT_LINE, "ban s");
  }

  @Test
  void aChangedPersonalPart() throws Exception {
    session.lines.get(1).put("personal", "{\"user\":\"eve\"}");

    assertFound(PERSONAL_PART_CHANGED, line(1));
  }

  @Test
  void aSaltOfAnotherLength() throws Exception {
    Map<String, Object> line = session.lines.get(1);
    String part = Got.text(line, "personal");
    line.put("salt", line.get("salt") + "%02x".formatted((int) part.charAt(0)));
    line.put("personal", part.substring(1));

    assertThat(Recorded.commitment(line)).isEqualTo(line.get("commitment"));
    assertFound(SALT_LENGTH, line(1));
  }

  @Test
  void aPersonalPartNobodyCommittedTo() throws Exception {
    session.lines.get(5).put("salt", "00".repeat(16));
    session.lines.get(5).put("personal", "{\"user\":\"eve\"}");

    assertFound(PERSONAL_PART_UNCOMMITTED, line(5));
  }

  @Test
  void aPersonalPartThatIsGoneForNoReason() throws Exception {
    session.lines.get(4).remove("salt");
    session.lines.get(4).remove("personal");

    assertFound(ERASED_WITHOUT_LINE, line(4));
  }

  @Test
  void anErasedPersonalPart() throws Exception {
    for (int seq = 0; seq < 5; seq++) {
      session.erased(seq);
    }
    session.head.remove("creator");
    session.line("ERASED", Map.of("lines", List.of(0L, 1L, 2L, 3L, 4L)), Map.of());

    assertOnlyRemarks();
    assertThat(report(history.signer).counts().erased()).isEqualTo(5);
  }

  @Test
  void theWrongPublicKey() throws Exception {
    Report report = report(new Signer());

    assertThat(report.ok()).isFalse();
    assertThat(report.found().get(KEY_UNKNOWN)).isEqualTo(3);
    assertThat(report.counts().uncovered()).isEqualTo(13);
  }

  @Test
  void anUnknownKind() throws Exception {
    other.line("SPOKE", Map.of("node", "node1"), Map.of());

    assertFound(UNKNOWN_KIND, other.id + "#4");
  }

  @Test
  void anUnknownFormat() throws Exception {
    other.joined("eve").last().put("format", 2L);
    other.recompute();

    assertFound(UNKNOWN_FORMAT, other.id + "#4");
  }

  @Test
  void aLineThatSaysNothing() throws Exception {
    other.line("CLOSED", Map.of("node", "node1"), Map.of());

    assertFound(LINE_UNREADABLE, other.id + "#4");
  }

  @Test
  void aLineAfterTheEnd() throws Exception {
    session.joined("eve");

    assertFound(LINE_AFTER_END, line(6));
  }

  @Test
  void aSessionInventedForThePast() throws Exception {
    history.clock = History.NOON - 120 * History.MINUTE;
    Recorded invented = history.chain(9).meeting();

    assertFound(UNCOVERED_TOO_LONG, invented.id + "#0");
  }

  @Test
  void aStartWithoutAStopBeforeIt() throws Exception {
    history.chain(4).started();
    Recorded again = history.chain(5).started();

    Report report = report(history.signer);

    assertThat(report.findings()).extracting(Finding::kind).contains(START_WITHOUT_STOP);
    assertThat(report.findings()).extracting(Finding::place).contains(again.id + "#0");
    assertThat(report.ok()).isTrue();
  }

  @Test
  void leavesThatAreGoneAltogether() throws Exception {
    history.leaves.removeIf(leaf -> Got.value(leaf, "number").equals(1L));

    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void leavesThatWereLostWithARestoredDatabase() throws Exception {
    history.leaves.removeIf(leaf -> Got.value(leaf, "number").equals(1L));
    log.line("RESTORED", Map.of("database", "0", "file", "1"), Map.of());
    history.checkpoint();

    Report report = report(history.signer);
    assertThat(report.findings()).extracting(Finding::kind).containsOnly(RESTORED, NOT_COVERED);
    assertThat(report.ok()).isTrue();
  }

  @Test
  void aSessionRemovedWithItsLeavesAndTheirCheckpointsMadeAnewCountsNoMore() throws Exception {
    history.checkpoint("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0);
    history.forget(1);
    history.checkpoint("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0);

    assertFound(COUNT_BACKWARDS, "checkpoint 4");
    assertFound(SESSIONS_MISCOUNTED, "leaves");
  }

  @Test
  void aStartThatNamesAnAccessLogThatIsGone() throws Exception {
    Map<String, Object> details =
        History.fields(
            "node",
            "node1",
            "previousChain",
            log.id,
            "previousSeq",
            2L,
            "previousHash",
            Got.text(log.last(), "hash"));
    Recorded again = history.chain(8);
    again.started(details);
    assertOnlyRemarks();
    history.checkpoint();
    history.chains.remove(log.id);

    assertFound(START_NOT_FOLLOWING, again.id + "#0");
  }

  @Test
  void anErasedPersonalPartThatTheErasureDoesNotName() throws Exception {
    session.erased(1).erased(2);
    session.line("ERASED", Map.of("lines", List.of(1L)), Map.of());

    assertFound(ERASED_WITHOUT_LINE, line(2));
  }

  @Test
  void aPersonalPartOfAnAccessLogIsErasedByALaterOne() throws Exception {
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    log.erased(3);
    Recorded next = log.cutFor(history.chain(8));
    next.line("ERASED", Map.of("chain", log.id, "lines", List.of(3L)), Map.of());
    assertOnlyRemarks();

    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    log.erased(5);
    assertFound(ERASED_WITHOUT_LINE, log.id + "#5");
  }

  @Test
  void statementsMayFollowTheEndOfASession() throws Exception {
    session.held();

    assertOnlyRemarks();
  }

  @Test
  void aLeafThatDeniesAHold() throws Exception {
    session.held();
    session.keeping.clear();
    history.checkpoint();

    assertFound(LEAF_DIFFERS, "checkpoint 3");
  }

  @Test
  void aHoldThatTwoKeysLifted() throws Exception {
    session.held().liftAgreed("1").liftAgreed("2");
    session.keeping.clear();
    history.checkpoint();

    assertOnlyRemarks();
  }

  @Test
  void aHoldThatOneKeyLiftedTwice() throws Exception {
    session.held().liftAgreed("1").liftAgreed("1");
    session.keeping.clear();
    history.checkpoint();

    assertFound(LEAF_DIFFERS, "checkpoint 3");
  }

  @Test
  void aLeafWithAnotherRetentionThanWasSet() throws Exception {
    session.retained("long", History.NOON, History.NOON + History.MINUTE);
    session.keeping.put("until", History.NOON);
    history.checkpoint();

    assertFound(LEAF_DIFFERS, "checkpoint 3");
  }

  @Test
  void anAccessLogThatIsCutGoesOn() throws Exception {
    log.cutFor(history.chain(8)).cutFor(history.chain(9));
    history.checkpoint();

    assertOnlyRemarks();
    assertThat(report(history.signer).found()).doesNotContainKey(START_WITHOUT_STOP);
  }

  @Test
  void anAccessLogThatGoesOnFromAnotherEnd() throws Exception {
    Recorded next = log.cutFor(history.chain(8));
    String details = Got.text(next.lines.get(0), "details").replace("Seq\":3", "Seq\":2");
    next.lines.get(0).put("details", details);
    next.recompute();

    assertFound(START_NOT_FOLLOWING, next.id + "#0");
  }

  @Test
  void anAccessLogThatWasCutForOneThatIsGone() throws Exception {
    Recorded next = log.cutFor(history.chain(8));
    history.chains.remove(next.id);

    assertFound(CHAIN_REMOVED, "chain " + next.id);
  }

  @Test
  void aLineAfterTheCut() throws Exception {
    log.cutFor(history.chain(8));
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));

    assertFound(LINE_AFTER_END, log.id + "#4");
  }
}
