package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.ROW_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.ROW_MISSING;
import static org.rtcroom.verifier.Finding.Kind.ROW_WITHOUT_LINE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of keys and bans that should be there and are not, or should be gone and are not. */
class RowDemandTest extends BothVerifiers {

  private static final String LATER = String.valueOf(History.NOON + 90 * History.MINUTE);

  private final Recorded node2 = history.chain(5).startedOn("node2");

  /** A minute is too short for it to be certain what came last. */
  private void pass() {
    history.clock += 5 * History.MINUTE;
  }

  private long ban(Recorded chain, String user, String until) {
    chain.line(
        "BANNED", Map.of("ban", "~" + user, "until", until), Map.of("room", "r", "user", user));
    return chain.lastSeq();
  }

  private void lift(Recorded chain, String user) {
    chain.line("UNBANNED", Map.of("ban", "~" + user), Map.of("room", "r", "user", user));
  }

  private void banRow(Recorded chain, long seq, String user, String until) {
    history.row("ban", "~" + user, chain.id, seq, Map.of("ban", "~" + user, "until", until));
  }

  private long revoke(String id) {
    log.line("KEY_REVOKED", Map.of("id", id, "keyId", "bootstrap"), Map.of());
    return Got.number(log.last(), "atMillis");
  }

  @Test
  void aKeyWithoutItsRow() throws Exception {
    history.keysHaveRows = false;
    log.keyCreated("key-1", "AUDITOR");
    history.checkpoint();

    assertFound(ROW_MISSING, last(log));
  }

  @Test
  void aKeyThatWasGivenOutWhileItWasReadNeedsNoRowYet() throws Exception {
    history.keysHaveRows = false;
    history.clock += 59 * History.MINUTE;
    log.keyCreated("key-1", "AUDITOR");
    history.checkpoint();

    assertOk();
  }

  @Test
  void aKeyThatNobodySignedDemandsNothing() throws Exception {
    history.keysHaveRows = false;
    Map<String, Object> details =
        Map.of("expires", 0L, "id", "key-1", "keyId", "bootstrap", "roles", "ADMIN");
    log.unsigned("KEY_CREATED", details, Map.of());
    history.checkpoint();

    assertThat(report().found()).doesNotContainKey(ROW_MISSING);
  }

  @Test
  void theRowOfAKeyThatWasEnded() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    long created = Got.number(log.last(), "atMillis");
    long seq = log.lastSeq();
    long revoked = revoke("key-1");
    history.checkpoint();
    history.row(
        "api_key",
        "key-1",
        log.id,
        seq,
        Map.of("atMillis", created, "id", "key-1", "revoked", revoked));

    assertOk();
  }

  @Test
  void aRowThatDoesNotSayThatTheKeyWasEnded() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    long seq = log.lastSeq();
    revoke("key-1");
    history.checkpoint();
    history.row("api_key", "key-1", log.id, seq, Map.of("id", "key-1"));

    assertFound(ROW_DIFFERS, "api_key key-1");
  }

  @Test
  void aRowThatSaysOfAnotherTimeThatTheKeyWasEnded() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    long seq = log.lastSeq();
    long revoked = revoke("key-1");
    history.checkpoint();
    history.row("api_key", "key-1", log.id, seq, Map.of("id", "key-1", "revoked", revoked + 1));

    assertFound(ROW_DIFFERS, "api_key key-1");
  }

  @Test
  void aRowThatSaysThatAKeyWasEndedWhichWasNot() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    history.checkpoint();
    history.row("api_key", "key-1", log.id, log.lastSeq(), Map.of("id", "key-1", "revoked", 1L));

    assertFound(ROW_DIFFERS, "api_key key-1");
  }

  @Test
  void aRowOfAKeyThatSaysAnotherTimeOfItsCreation() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    history.checkpoint();
    history.row("api_key", "key-1", log.id, log.lastSeq(), Map.of("atMillis", 1L, "id", "key-1"));

    assertFound(ROW_WITHOUT_LINE, "api_key key-1");
  }

  @Test
  void twoRowsOfOneKey() throws Exception {
    log.keyCreated("key-1", "AUDITOR");
    history.checkpoint();
    history.row("api_key", "key-1", log.id, log.lastSeq(), Map.of("id", "key-1"));
    history.row("api_key", "twin", log.id, log.lastSeq(), Map.of("id", "key-1"));

    assertFound(ROW_WITHOUT_LINE, "api_key twin");
  }

  @Test
  void aBanWithItsRow() throws Exception {
    banRow(log, ban(log, "bob", LATER), "bob", LATER);
    history.checkpoint();

    assertOk();
  }

  @Test
  void aBanWithoutItsRow() throws Exception {
    ban(log, "bob", LATER);
    history.checkpoint();

    assertFound(ROW_MISSING, last(log));
  }

  @Test
  void aBanThatRanOutNeedsNoRow() throws Exception {
    ban(log, "bob", String.valueOf(History.NOON + 61 * History.MINUTE));
    history.checkpoint();

    assertOk();
  }

  @Test
  void aBanThatWasImposedWhileItWasReadNeedsNoRowYet() throws Exception {
    history.clock += 59 * History.MINUTE;
    ban(log, "bob", LATER);
    history.checkpoint();

    assertOk();
  }

  @Test
  void aBanThatWasLiftedNeedsNoRow() throws Exception {
    ban(log, "bob", LATER);
    lift(log, "bob");
    history.checkpoint();

    assertOk();
  }

  @Test
  void aBanThatWasLiftedOnAnotherNode() throws Exception {
    ban(log, "bob", LATER);
    pass();
    lift(node2, "bob");
    history.checkpoint();

    assertOk();
  }

  @Test
  void aLiftedBanThatWasPutBack() throws Exception {
    banRow(log, ban(log, "bob", LATER), "bob", LATER);
    lift(log, "bob");
    history.checkpoint();

    assertFound(ROW_DIFFERS, "ban ~bob");
  }

  @Test
  void aBanLiftedOnAnotherNodeThatWasPutBack() throws Exception {
    banRow(log, ban(log, "bob", LATER), "bob", LATER);
    pass();
    lift(node2, "bob");
    history.checkpoint();

    assertFound(ROW_DIFFERS, "ban ~bob");
  }

  @Test
  void aBanLiftedByALineThatNobodySignedStands() throws Exception {
    ban(log, "bob", LATER);
    long imposed = log.lastSeq();
    log.unsigned("UNBANNED", Map.of("ban", "~bob"), Map.of("room", "r", "user", "bob"));
    history.checkpoint();

    assertFound(ROW_MISSING, log.id + "#" + imposed);
  }

  @Test
  void aLiftingOfSomebodyElseLiftsNothing() throws Exception {
    ban(log, "bob", LATER);
    long imposed = log.lastSeq();
    lift(log, "ann");
    history.checkpoint();

    assertFound(ROW_MISSING, log.id + "#" + imposed);
  }

  @Test
  void anEarlierBanInTheRowOfTheOneThatReplacedIt() throws Exception {
    String sooner = String.valueOf(History.NOON + 80 * History.MINUTE);
    banRow(log, ban(log, "bob", sooner), "bob", sooner);
    ban(log, "bob", LATER);
    history.checkpoint();

    assertFound(ROW_DIFFERS, "ban ~bob");
    assertFound(ROW_MISSING, last(log));
  }

  @Test
  void whichOfTwoNodesWasLastIsNotJudgedWhereTheirClocksMayHaveDiffered() throws Exception {
    ban(log, "bob", LATER);
    lift(node2, "bob");
    banRow(node2, ban(node2, "ann", LATER), "ann", LATER);
    lift(log, "ann");
    history.checkpoint();

    assertOk();
  }

  @Test
  void aBanWhoseLineWasErasedGoesOnAndDemandsItsRow() throws Exception {
    banRow(log, ban(log, "bob", LATER), "bob", LATER);
    int seq = (int) log.lastSeq();
    log.erased(seq);
    history.chain(8).startedOn("node3").line("ERASED", erasure(seq), Map.of());
    history.checkpoint();
    assertOk();

    history.rows.clear();
    assertFound(ROW_MISSING, log.id + "#" + seq);
  }

  private Map<String, Object> erasure(long seq) {
    return Map.of("chain", log.id, "keyId", "bootstrap", "lines", List.of(seq));
  }

  @Test
  void aPartOfTheHistoryDemandsNoRows() throws Exception {
    ban(log, "bob", LATER);
    history.checkpoint();
    history.about.put("complete", false);
    history.about.put("from", History.NOON);

    assertOk();
  }
}
