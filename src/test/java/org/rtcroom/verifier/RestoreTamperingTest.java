package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.RESTORED;
import static org.rtcroom.verifier.Finding.Kind.RESTORED_FORGED;
import static org.rtcroom.verifier.Finding.Kind.RESTORED_NOT_ACCEPTED;
import static org.rtcroom.verifier.Finding.Kind.ROOT_DIFFERS;
import static org.rtcroom.verifier.Finding.Kind.SESSIONS_MISCOUNTED;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing but a signed document about a restored database excuses leaf lists that are gone. */
class RestoreTamperingTest extends BothVerifiers {

  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** Checkpoint 0 covers all; 1 and 2 cover a session each that the backup does not know. */
  @BeforeEach
  void threeCheckpoints() {
    history.checkpoint();
    history.chain(5).meeting();
    history.checkpoint();
    history.chain(6).meeting();
    history.checkpoint();
  }

  private void lose() {
    history.leaves.removeIf(leaf -> Got.number(leaf, "number") > 0);
    history.chains.remove(history.chain(5).id);
    history.chains.remove(history.chain(6).id);
  }

  private void restored() {
    lose();
    history.restore(0);
    history.checkpoint(EMPTY, 0);
  }

  @Test
  void aRestoreThatTheAuditorAccepts() throws Exception {
    restored();
    accepted.add("1-2");
    Report report = report();
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    assertThat(report.findings()).extracting(Finding::kind).containsOnly(RESTORED);
    assertThat(report.findings().get(0).text()).contains("1-2").contains("at most 2 sessions");
    assertThat(report.findings().get(1).text()).contains("of 2 sessions");
  }

  @Test
  void aRestoreThatTheAuditorDoesNotKnowOf() throws Exception {
    restored();
    assertFound(RESTORED_NOT_ACCEPTED, "checkpoint 3");
  }

  @Test
  void anotherRestoreThanTheAuditorAccepts() throws Exception {
    restored();
    accepted.add("0-2");
    accepted.add("1-3");
    assertFound(RESTORED_NOT_ACCEPTED, "checkpoint 3");
  }

  @Test
  void aRestoreThatNoCheckpointFollowsYet() throws Exception {
    lose();
    history.restore(0);
    accepted.add("1-2");
    assertOk();
  }

  @Test
  void aRestoreOfARestoredDatabase() throws Exception {
    restored();
    history.chain(7).meeting();
    history.checkpoint();
    history.chains.remove(history.chain(7).id);
    history.restore(0);
    history.checkpoint(EMPTY, 0);
    accepted.add("1-2");
    accepted.add("1-4");
    assertOk();
  }

  @Test
  void aRestoreWithAChangeOfTheKey() throws Exception {
    lose();
    history.restore(0);
    history.changeKey(new Signer());
    history.checkpoint(EMPTY, 0);
    accepted.add("1-2");
    assertOk();
    given = history.inForce;
    assertOk();
  }

  @Test
  void anOrdinaryLineExcusesNothing() throws Exception {
    lose();
    log.unsigned("RESTORED", Map.of("database", "0", "file", "2"), Map.of());
    history.checkpoint();
    accepted.add("1-2");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void aSignedLineExcusesNothing() throws Exception {
    lose();
    log.line("RESTORED", Map.of("database", "0", "file", "2"), Map.of());
    history.checkpoint();
    accepted.add("1-2");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
    assertFound(SESSIONS_MISCOUNTED, "leaves");
  }

  @Test
  void aDocumentOfTheForgersOwn() throws Exception {
    lose();
    history.restored(history.restoring(0), new Signer());
    history.checkpoint(EMPTY, 0);
    accepted.add("1-2");
    assertFound(RESTORED_FORGED, "checkpoint 3");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void aDocumentThatTheNextCheckpointDoesNotName() throws Exception {
    lose();
    Map<String, Object> entry = history.restore(0);
    history.checkpoint(EMPTY, 0);
    history.checkpoints.remove(entry);
    history.restored(history.restoring(0), history.signer);
    Map<String, Object> other = history.checkpoints.get(history.checkpoints.size() - 1);
    String text = Got.text(other, "restored").replace("\"number\":4", "\"number\":3");
    other.put("restored", text.replace("\"file\":3", "\"file\":2"));
    other.put("signature", history.signer.signHex("rtcroom.restored", Got.text(other, "restored")));
    accepted.add("1-2");
    assertFound(RESTORED_FORGED, "checkpoint 3");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void aDocumentThatWasTakenAway() throws Exception {
    lose();
    Map<String, Object> entry = history.restore(0);
    history.checkpoint(EMPTY, 0);
    history.checkpoints.remove(entry);
    accepted.add("1-2");
    assertFound(RESTORED_FORGED, "checkpoint 3");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void moreLeavesAreGoneThanTheDocumentNames() throws Exception {
    lose();
    history.restore(1);
    history.checkpoint(EMPTY, 0);
    accepted.add("2-2");
    assertFound(ROOT_DIFFERS, "checkpoint 1");
  }

  @Test
  void leavesThatAreGoneAfterTheRestore() throws Exception {
    restored();
    history.chain(7).meeting();
    history.checkpoint();
    history.leaves.removeIf(leaf -> Got.number(leaf, "number") == 4);
    history.chains.remove(history.chain(7).id);
    accepted.add("1-2");
    assertFound(ROOT_DIFFERS, "checkpoint 4");
  }

  @Test
  void aDocumentOfAnotherEnd() throws Exception {
    lose();
    Map<String, Object> document = history.restoring(0);
    document.put("hash", "11".repeat(32));
    history.restored(document, history.signer);
    history.checkpoint(EMPTY, 0);
    accepted.add("1-2");
    assertFound(RESTORED_FORGED, "checkpoint 3");
  }

  @Test
  void aDocumentThatCountsMoreSessions() throws Exception {
    lose();
    Map<String, Object> document = history.restoring(0);
    document.put("sessions", 99L);
    history.restored(document, history.signer);
    history.checkpoint(EMPTY, 0);
    accepted.add("1-2");
    assertFound(RESTORED_FORGED, "checkpoint 3");
  }

  @Test
  void moreSessionsAreGoneThanWereLost() throws Exception {
    restored();
    history.forget(-1);
    history.checkpoint(EMPTY, 0);
    accepted.add("1-2");
    assertFound(SESSIONS_MISCOUNTED, "leaves");
  }
}
