package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.CHAIN_REMOVED;
import static org.rtcroom.verifier.Finding.Kind.LINE_AFTER_END;
import static org.rtcroom.verifier.Finding.Kind.START_NOT_FOLLOWING;
import static org.rtcroom.verifier.Finding.Kind.START_WITHOUT_STOP;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole chains that are gone, and access logs that do not go on from each other. */
class ChainTamperingTest extends Tampering {

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
  void aStartWithoutAStopBeforeIt() throws Exception {
    history.chain(4).started();
    Recorded again = history.chain(5).started();

    Report report = report(history.signer);

    assertThat(report.findings()).extracting(Finding::kind).contains(START_WITHOUT_STOP);
    assertThat(report.findings()).extracting(Finding::place).contains(again.id + "#0");
    assertThat(report.ok()).isTrue();
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
