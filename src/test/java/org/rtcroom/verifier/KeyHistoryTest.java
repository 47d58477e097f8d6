package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.rtcroom.verifier.Finding.Kind.EARLIER_KEY;
import static org.rtcroom.verifier.Finding.Kind.KEY_CHANGE_FORGED;
import static org.rtcroom.verifier.Finding.Kind.KEY_LOST;
import static org.rtcroom.verifier.Finding.Kind.KEY_REVOKED;
import static org.rtcroom.verifier.Finding.Kind.KEY_UNKNOWN;
import static org.rtcroom.verifier.Finding.Kind.REVOCATION_FORGED;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys are trusted, and how far. */
class KeyHistoryTest {

  @TempDir Path folder;

  private final Signer first = new Signer();
  private final Signer second = new Signer();
  private final History history = new History(first);

  /** Checkpoint 0 is signed by the first key, 1 and 2 by the second. */
  KeyHistoryTest() {
    Recorded meeting = history.chain(1).meeting();
    history.checkpoint();
    history.changeKey(second);
    meeting.joined("carol");
    history.checkpoint();
    meeting.joined("dave");
    history.checkpoint();
  }

  private Report report(Signer given) throws IOException {
    Path file = folder.resolve("export.zip");
    history.writeTo(file);
    return new Verification(new ZipEvidence(file), given.key, null, new Tally()).run();
  }

  @Test
  void aKeyThatWasChangedLeadsToTheNext() throws Exception {
    assertThat(report(first).findings()).isEmpty();
  }

  @Test
  void theLaterKeyWillDoForWhatItsCheckpointsFollow() throws Exception {
    Report report = report(second);

    assertThat(report.ok()).isTrue();
    assertThat(report.findings()).extracting(Finding::kind).containsExactly(EARLIER_KEY);
    assertThat(report.counts().uncovered()).isZero();
  }

  @Test
  void aChangeTheOldKeyDidNotSignLeadsNowhere() throws Exception {
    history.checkpoints.get(1).put("oldSignature", "00".repeat(64));

    Report report = report(first);

    assertThat(report.found()).containsEntry(KEY_CHANGE_FORGED, 1L).containsEntry(KEY_UNKNOWN, 2L);
    assertThat(report.counts().uncovered()).isEqualTo(2);
  }

  @Test
  void aChangeTheNewKeyDidNotSignLeadsNowhere() throws Exception {
    history.checkpoints.get(1).put("newSignature", "00".repeat(64));

    assertThat(report(first).found()).containsKey(KEY_CHANGE_FORGED);
  }

  @Test
  void aRevokedKeyProvesNothingFromThenOn() throws Exception {
    history.revoke(second, 2, first);

    Report report = report(first);

    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .contains(
            new Finding(
                KEY_REVOKED, "checkpoint 2", "key " + second.key.id() + " had been revoked"));
    assertThat(report.counts().uncovered()).isEqualTo(1);
  }

  @Test
  void aKeyCannotRevokeItselfNorBeRevokedByAStranger() throws Exception {
    history.revoke(second, 2, second);
    history.revoke(second, 1, new Signer());

    Report report = report(first);

    assertThat(report.found()).containsOnlyKeys(REVOCATION_FORGED).containsValue(2L);
  }

  @Test
  void aRevokedKeyNamesNoSuccessor() throws Exception {
    History stolen = new History(first);
    Signer thief = new Signer();
    stolen.chain(1).meeting();
    stolen.checkpoint();
    stolen.changeKey(second);
    stolen.checkpoint();
    stolen.revoke(second, 2, first);
    stolen.changeKey(thief);
    stolen.checkpoint();
    Path file = folder.resolve("stolen.zip");
    stolen.writeTo(file);

    Report report = new Verification(new ZipEvidence(file), first.key, null, new Tally()).run();

    assertThat(report.findings())
        .extracting(Finding::kind, Finding::place)
        .contains(tuple(KEY_UNKNOWN, "checkpoint 2"));
  }

  @Test
  void theKeyGivenIsComparedWholeNotByItsId() throws Exception {
    loseTheKey(new Signer());
    Key given = new Key(second.key.id(), new Signer().key.key());
    Path file = folder.resolve("alike.zip");
    history.writeTo(file);

    Report report = new Verification(new ZipEvidence(file), given, null, new Tally()).run();

    assertThat(report.findings()).extracting(Finding::kind).contains(KEY_UNKNOWN);
    assertThat(report.counts().lastCheckpoint()).isEmpty();
  }

  @Test
  void fromALostKeyNoTrustGoesForward() throws Exception {
    Signer third = new Signer();
    loseTheKey(third);

    Report report = report(first);

    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .extracting(Finding::kind, Finding::place)
        .contains(tuple(KEY_LOST, "checkpoint 3"), tuple(KEY_UNKNOWN, "checkpoint 3"))
        .doesNotContain(tuple(KEY_UNKNOWN, "checkpoint 2"));
  }

  @Test
  void theKeyAfterALostOneIsTrustedWhereItWasGiven() throws Exception {
    Signer third = new Signer();
    loseTheKey(third);

    Report report = report(third);

    assertThat(report.ok()).isTrue();
    assertThat(report.findings())
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder(KEY_LOST, EARLIER_KEY);
    assertThat(report.counts().uncovered()).isZero();
  }

  @Test
  void aLossThatTheNewKeyDidNotSignIsForged() throws Exception {
    Signer third = new Signer();
    loseTheKey(third);
    history.checkpoints.get(4).put("newSignature", "00".repeat(64));

    assertThat(report(third).found()).containsKeys(KEY_CHANGE_FORGED, KEY_UNKNOWN);
  }

  private void loseTheKey(Signer next) {
    history.loseKey(next);
    history.chain(2).meeting();
    history.checkpoint();
  }
}
