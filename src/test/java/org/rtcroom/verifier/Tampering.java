package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever tampers with what is recorded, but has not the signing key, is found out: a history of
 * two sessions and an access log for tests to tamper with, and whether it was found.
 */
abstract class Tampering {

  @TempDir Path folder;

  final History history = new History();
  final Recorded log = history.chain(1).started();
  final Recorded session = history.chain(2).meeting().left("bob").left("ann").closed();
  final Recorded other = history.chain(3).meeting();

  Tampering() {
    history.checkpoint();
    log.line("LOGGED_IN", Map.of("family", "double_room"), Map.of("user", "ann"));
    other.left("bob");
    history.checkpoint();
    log.line("STOPPED", Map.of("node", "node1"), Map.of());
    history.checkpoint();
  }

  final Report report(Signer key) throws IOException {
    Path file = folder.resolve("export.zip");
    history.writeTo(file);
    return new Verification(new ZipEvidence(file), key.key, null, new Tally()).run();
  }

  final void assertFound(Finding.Kind kind, String place) throws IOException {
    Report report = report(history.signer);

    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == kind && found.place().equals(place));
  }

  final void assertOnlyRemarks() throws IOException {
    Report report = report(history.signer);

    assertThat(report.findings()).allMatch(found -> found.kind().remark());
    assertThat(report.ok()).isTrue();
  }

  final String line(long seq) {
    return session.id + "#" + seq;
  }

  final String whole() {
    return "chain " + session.id;
  }
}
