package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_RECOMPUTED;
import static org.rtcroom.verifier.Finding.Kind.HEAD_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.LINE_AFTER_END;
import static org.rtcroom.verifier.Finding.Kind.LINE_CHANGED;
import static org.rtcroom.verifier.Finding.Kind.LINE_MISSING;
import static org.rtcroom.verifier.Finding.Kind.LINE_NOT_FOLLOWING;
import static org.rtcroom.verifier.Finding.Kind.LINE_OUT_OF_ORDER;
import static org.rtcroom.verifier.Finding.Kind.LINE_UNREADABLE;
import static org.rtcroom.verifier.Finding.Kind.NOT_COVERED;
import static org.rtcroom.verifier.Finding.Kind.TAIL_CUT;
import static org.rtcroom.verifier.Finding.Kind.TIME_BACKWARDS;
import static org.rtcroom.verifier.Finding.Kind.UNCOVERED_TOO_LONG;
import static org.rtcroom.verifier.Finding.Kind.UNKNOWN_FORMAT;
import static org.rtcroom.verifier.Finding.Kind.UNKNOWN_KIND;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lines that were changed, added, left out or cut off. */
class LineTamperingTest extends Tampering {

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
  void statementsMayFollowTheEndOfASession() throws Exception {
    session.held();

    assertOnlyRemarks();
  }
}
