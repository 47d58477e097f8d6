package org.rtcroom.verifier;

import static org.rtcroom.verifier.Finding.Kind.REVOCATION_MISSING;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has a key that was revoked, and the database, takes the document about that away. */
class RevokedKeysTest extends BothVerifiers {

  private final Signer next = new Signer();

  @BeforeEach
  void aKeyThatIsRevoked() {
    history.namesOldKey = true;
    history.checkpoint();
    history.changeKey(next);
    given = next;
    revoked("1");
  }

  private void revoked(String from) {
    log.line(
        "CHECKPOINT_KEY_REVOKED",
        Map.of("key", history.signer.key.id(), "from", from, "by", next.key.id()),
        Map.of());
  }

  @Test
  void aRevocationThatIsThere() throws Exception {
    history.revoke(history.signer, 1, next);
    history.checkpoint();
    assertOk();
  }

  @Test
  void aRevocationThatIsGone() throws Exception {
    history.checkpoint();
    assertFound(REVOCATION_MISSING, last(log));
  }

  @Test
  void aRevocationThatIsGoneFromAnExportOfSomeDays() throws Exception {
    history.checkpoint();
    history.about.put("complete", false);
    history.about.put("from", History.NOON - 1);
    assertFound(REVOCATION_MISSING, last(log));
  }

  @Test
  void theEarlierOneOfTwoThatIsGone() throws Exception {
    revoked("5");
    history.revoke(history.signer, 5, next);
    history.checkpoint();
    assertFound(REVOCATION_MISSING, log.id + "#" + (log.lastSeq() - 1));
  }
}
