package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.LINES_AFTER_PURGE;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_FORGED;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_WITHOUT_RIGHT;

import org.junit.jupiter.api.Test;

/** A chain may be purged, but only by right. The second verifier agrees. */
class TombstoneTest extends Tombstones {

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
}
