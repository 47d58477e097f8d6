package org.rtcroom.verifier;

import static org.rtcroom.verifier.Finding.Kind.CHAIN_REMOVED;
import static org.rtcroom.verifier.Finding.Kind.TOMBSTONE_FORGED;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An export of some days has all leaves: what is missing of these days is found. */
class PartialExportTest extends BothVerifiers {

  @BeforeEach
  void ofSomeDays() {
    history.key("k", "AUDITOR");
    history.chain(5).meeting();
    history.checkpoint();
    history.about.put("complete", false);
  }

  private void opened(long from, long to) {
    history.about.put("from", from);
    history.about.put("to", to);
  }

  private void active(long from, long to) {
    history.about.put("activeFrom", from);
    history.about.put("activeTo", to);
  }

  @Test
  void whatItHasIsGood() throws Exception {
    opened(History.NOON, history.clock);
    assertOk();
  }

  @Test
  void aSessionThatIsMissing() throws Exception {
    opened(History.NOON, history.clock);
    history.chains.remove(session.id);
    assertFound(CHAIN_REMOVED, "chain " + session.id);
  }

  @Test
  void anAccessLogThatIsMissing() throws Exception {
    opened(History.NOON, history.clock);
    history.chains.remove(log.id);
    assertFound(CHAIN_REMOVED, "chain " + log.id);
  }

  @Test
  void whatBeganBeforeOrAfterNeedNotBeThere() throws Exception {
    opened(history.clock, history.clock + 1);
    history.chains.clear();
    assertOk();
    opened(History.NOON - 1, History.NOON);
    assertOk();
  }

  @Test
  void aSessionThatWentOnInThatTimeAndIsMissing() throws Exception {
    active(History.NOON, history.clock);
    history.chains.remove(session.id);
    assertFound(CHAIN_REMOVED, "chain " + session.id);
  }

  @Test
  void whatHadEndedBeforeNeedNotBeThere() throws Exception {
    active(history.clock, history.clock + 1);
    history.chains.remove(session.id);
    assertOk();
  }

  /** It is open, so it went on until an hour before at least. */
  @Test
  void aSessionThatIsOpenAndMissing() throws Exception {
    active(history.clock, history.clock + 1);
    history.about.put("time", history.clock + 60 * History.MINUTE);
    history.chains.remove(history.chain(5).id);
    assertFound(CHAIN_REMOVED, "chain " + history.chain(5).id);
  }

  @Test
  void aSessionUnderATombstoneThatNobodySigned() throws Exception {
    opened(History.NOON, history.clock);
    history.chains.remove(session.id);
    history.tombstones.add(
        History.fields(
            "chain", session.id, "body", "{}", "signature", "00", "key", history.signer.key.id()));
    assertFound(TOMBSTONE_FORGED, "tombstone of chain " + session.id);
  }
}
