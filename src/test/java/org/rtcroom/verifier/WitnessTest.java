package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rtcroom.verifier.Finding.Kind.CUT_BACK;
import static org.rtcroom.verifier.Finding.Kind.LATER_WITNESSED;
import static org.rtcroom.verifier.Finding.Kind.TWO_HISTORIES;
import static org.rtcroom.verifier.Finding.Kind.WITNESS_ENDS;
import static org.rtcroom.verifier.Finding.Kind.WITNESS_FORGED;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a copy kept elsewhere can show. */
class WitnessTest {

  @TempDir Path folder;

  private final Signer signer = new Signer();
  private final History history = new History(signer);

  private Report verify(History shown, @Nullable History witnessed) throws IOException {
    Path file = folder.resolve("export.zip");
    Path copy = folder.resolve("copy.ndjson");
    shown.writeTo(file);
    if (witnessed != null) {
      witnessed.writeCheckpointsTo(copy);
    }
    try (Source<byte[]> witness = witnessed == null ? null : Lines.ofCopy(copy)) {
      return new Verification(new ZipEvidence(file), signer.key, witness, new Tally()).run();
    }
  }

  /** A meeting, and whether somebody joins it between two checkpoints. */
  private static History told(History history, String joining) {
    Recorded meeting = history.chain(1).meeting();
    history.checkpoint();
    meeting.joined(joining);
    history.checkpoint();
    return history;
  }

  @Test
  void theSameHistoryIsWitnessed() throws Exception {
    told(history, "carol");

    Report report = verify(history, history);

    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().witnessed()).contains(2L);
  }

  @Test
  void twoHistoriesUnderOneNumberAreFoundWithAWitnessAndNotWithout() throws Exception {
    History other = told(new History(signer), "mallory");
    told(history, "carol");

    assertThat(verify(other, null).ok()).isTrue();
    Report report = verify(other, history);

    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .containsExactly(
            new Finding(
                TWO_HISTORIES,
                "checkpoint 1",
                "the witness holds another one under this number, signed as well"));
  }

  @Test
  void fileAndDatabaseCutToTheSamePointAreFoundWithAWitnessAndNotWithout() throws Exception {
    told(history, "carol");
    History cut = new History(signer);
    cut.chain(1).meeting();
    cut.checkpoint();

    assertThat(verify(cut, null).ok()).isTrue();
    Report report = verify(cut, history);

    assertThat(report.ok()).isFalse();
    assertThat(report.findings()).extracting(Finding::kind).containsExactly(CUT_BACK);
    assertThat(report.findings().get(0).place()).isEqualTo("checkpoint 1");
  }

  @Test
  void aCheckpointRemovedFromTheMiddleIsFound() throws Exception {
    told(history, "carol");
    History whole = told(new History(signer), "carol");
    history.checkpoints.remove(0);

    assertThat(verify(history, whole).findings())
        .extracting(Finding::kind)
        .contains(CUT_BACK, Finding.Kind.CHECKPOINT_MISSING);
  }

  @Test
  void aForgedWitnessIsToldFromAnotherHistory() throws Exception {
    told(history, "carol");
    History forged = told(new History(new Signer()), "mallory");

    assertThat(verify(history, forged).findings())
        .extracting(Finding::kind)
        .containsOnly(WITNESS_FORGED);
  }

  @Test
  void aWitnessThatEndsEarlierSaysSo() throws Exception {
    History earlier = new History(signer);
    earlier.chain(1).meeting();
    earlier.checkpoint();
    told(history, "carol");

    Report report = verify(history, earlier);

    assertThat(report.ok()).isTrue();
    assertThat(report.findings()).extracting(Finding::kind).containsExactly(WITNESS_ENDS);
    assertThat(report.counts().witnessed()).contains(1L);
  }

  @Test
  void aCopyMadeLaterThanTheExportIsNoProofOfALoss() throws Exception {
    told(history, "carol");
    History later = told(new History(signer), "carol");
    later.clock += 120 * History.MINUTE;
    later.checkpoint();

    Report report = verify(history, later);

    assertThat(report.ok()).isTrue();
    assertThat(report.findings()).extracting(Finding::kind).containsExactly(LATER_WITNESSED);
  }
}
