package org.rtcroom.verifier;

import static org.rtcroom.verifier.Finding.Kind.ACT_FORGED;
import static org.rtcroom.verifier.Finding.Kind.ACT_WITHOUT_RIGHT;
import static org.rtcroom.verifier.Finding.Kind.ENDING_FORGED;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was ended before a database was put back is ended again by the service itself, and only
 * that: a session's parts, those of an access log, and an API key.
 */
class EndedAgainTest extends BothVerifiers {

  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private Recorded keys;

  /** After the backup, which has checkpoint 0, bob and a key were ended. */
  @BeforeEach
  void aBackupIsPutBack() {
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "bob"));
    history.key("key-9", "INTEGRATOR");
    keys = history.chain(0xfff);
    history.checkpoint();
    history.ended(Map.of("chain", session.id, "lines", List.of(2L, 3L)), history.signer);
    history.ended(Map.of("chain", log.id, "lines", List.of(1L)), history.signer);
    history.ended(Map.of("apiKey", "key-9"), history.signer);
    history.checkpoint(EMPTY, 0);
    history.restore(0);
    accepted.add("1-1");
  }

  private void erasedAgain(Long... lines) {
    for (Long seq : lines) {
      session.erased(seq.intValue());
    }
    session.line("ERASED", Map.of("lines", List.of(lines), "keyId", "restored"), Map.of());
  }

  @Test
  void whatWasEndedIsEndedAgain() throws Exception {
    erasedAgain(2L, 3L);
    log.erased(1);
    keys.line(
        "ERASED", Map.of("chain", log.id, "lines", List.of(1L), "keyId", "restored"), Map.of());
    keys.line("KEY_REVOKED", Map.of("id", "key-9", "keyId", "restored"), Map.of());
    history.checkpoint();
    assertOk();
  }

  @Test
  void whatIsLeftOfItIsEndedAgain() throws Exception {
    erasedAgain(3L);
    history.checkpoint();
    assertOk();
  }

  @Test
  void aRetentionThatWasLostMeanwhileDoesNotKeepWhatWasErased() throws Exception {
    session.retained("long", History.NOON, History.NOON + 1_000 * History.MINUTE);
    erasedAgain(2L);
    history.checkpoint();
    assertOk();
  }

  @Test
  void aHoldDoes() throws Exception {
    session.held();
    erasedAgain(2L);
    history.checkpoint();
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void linesThatWereNotErasedBefore() throws Exception {
    erasedAgain(2L, 1L);
    history.checkpoint();
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void linesOfAnotherSession() throws Exception {
    Recorded other = history.chain(5).meeting().left("bob").left("ann").closed();
    other.erased(2).line("ERASED", Map.of("lines", List.of(2L), "keyId", "restored"), Map.of());
    history.checkpoint();
    assertFound(ACT_WITHOUT_RIGHT, last(other));
  }

  @Test
  void aKeyThatWasNotEndedBefore() throws Exception {
    history.key("key-10", "INTEGRATOR");
    keys.line("KEY_REVOKED", Map.of("id", "key-10", "keyId", "restored"), Map.of());
    history.checkpoint();
    assertFound(ACT_WITHOUT_RIGHT, last(keys));
  }

  @Test
  void anotherActThanThoseThatEnd() throws Exception {
    keys.line(
        "KEY_CREATED",
        Map.of(
            "id", "key-11", "roles", "ADMIN", "expires", Long.MAX_VALUE / 2, "keyId", "restored"),
        Map.of());
    history.checkpoint();
    assertFound(ACT_WITHOUT_RIGHT, last(keys));
  }

  @Test
  void anActThatNobodySigned() throws Exception {
    session.erased(2);
    session.unsigned("ERASED", Map.of("lines", List.of(2L), "keyId", "restored"), Map.of());
    history.checkpoint();
    assertFound(ACT_FORGED, last(session));
  }

  @Test
  void aDocumentThatNobodyTrustedSigned() throws Exception {
    history.ended(Map.of("chain", session.id, "lines", List.of(1L)), new Signer());
    erasedAgain(1L);
    history.checkpoint();
    assertFound(ENDING_FORGED, "checkpoint 2");
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void aDocumentThatWasChanged() throws Exception {
    Map<String, Object> entry = history.checkpoints.get(1);
    entry.put("ended", Got.text(entry, "ended").replace("[2,3]", "[1,2]"));
    assertFound(ENDING_FORGED, "checkpoint 1");
  }

  @Test
  void anEndingOfATimeThatWasNotLost() throws Exception {
    history.checkpoint(EMPTY, 0);
    history.ended(Map.of("chain", session.id, "lines", List.of(1L)), history.signer);
    history.checkpoint(EMPTY, 0);
    erasedAgain(1L);
    history.checkpoint();
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }

  @Test
  void endingsWithoutAnyRestore() throws Exception {
    history.checkpoints.removeIf(entry -> entry.containsKey("restored"));
    erasedAgain(2L);
    assertFound(ACT_WITHOUT_RIGHT, last(session));
  }
}
