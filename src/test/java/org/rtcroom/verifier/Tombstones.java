package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A history with a purged chain, which the second verifier judges as the first one does. */
abstract class Tombstones {

  static final long PERIOD = 10 * History.MINUTE;

  @TempDir Path folder;

  final History history = new History();
  final Recorded log = history.chain(1).started();
  final Recorded session = history.chain(2).meeting();
  final Map<String, Object> body = new TreeMap<>();

  void purged() {
    log.line("RETENTION_RULE", Map.of("retention", "standard", "period", PERIOD), Map.of());
    session.closed();
    history.checkpoint();
    body.put("chain", session.id);
    body.put("at", history.clock + PERIOD);
    body.put("lastSeq", session.lastSeq());
    body.put("lastHash", session.last().get("hash"));
    body.put("period", PERIOD);
    body.put("retention", "standard");
    body.put("rule", Map.of("chain", log.id, "seq", 1L));
    history.chains.remove(session.id);
  }

  void bury(Signer signer) {
    bury(signer, session.id);
  }

  void bury(Signer signer, String chain) {
    String text = Written.canonical(body);
    history.tombstones.add(
        History.fields(
            "chain",
            chain,
            "body",
            text,
            "signature",
            signer.signHex("rtcroom.tombstone", text),
            "key",
            signer.key.id()));
  }

  Report report() throws Exception {
    Path file = folder.resolve("export.zip");
    history.writeTo(file);
    return new Verification(new ZipEvidence(file), history.signer.key, null, new Tally()).run();
  }

  /** Without python a test that passed so far counts as skipped, and says why. */
  @AfterEach
  void theSecondVerifierAgrees() throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    boolean ok = report().ok();

    Path key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    SecondVerifier.Said said = SecondVerifier.run("export", key, folder.resolve("export.zip"));

    assertThat(said.code()).as(said.text()).isEqualTo(ok ? 0 : 1);
    assertThat(said.text()).doesNotContain("Traceback");
  }

  void assertRefused(Finding.Kind kind, String why) throws Exception {
    bury(history.signer);
    Report report = report();

    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == kind && found.text().contains(why));
  }

  void rule(String name, long period) {
    log.line("RETENTION_RULE", Map.of("retention", name, "period", period), Map.of());
    if (!history.checkpoints.isEmpty()) {
      history.checkpoint();
    }
  }
}
