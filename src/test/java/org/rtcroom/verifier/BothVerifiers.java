package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.stamp.StampCertificates;

/** A history that is tampered with; the second verifier must judge each as the first does. */
abstract class BothVerifiers {

  @TempDir Path folder;

  final History history = new History();
  final Recorded log = history.chain(1).started();
  final Recorded session = history.chain(2).meeting().left("bob").left("ann").closed();

  Signer given = history.signer;
  final List<String> accepted = new ArrayList<>();

  /** Certificates of the time-stamp authority, PEM, if any are given. */
  Optional<String> certificate = Optional.empty();

  final Report report() throws IOException {
    Path file = folder.resolve("export.zip");
    history.writeTo(file);
    AcceptedRestores restores = AcceptedRestores.NONE;
    for (String range : accepted) {
      restores = restores.and(range).orElseThrow();
    }
    return new Verification(
            new ZipEvidence(file), given.key, null, new Tally(), restores, certificates())
        .run();
  }

  private Optional<StampCertificates> certificates() throws IOException {
    return certificate.isPresent()
        ? Optional.of(StampCertificates.of(certificateFile()))
        : Optional.empty();
  }

  private Path certificateFile() throws IOException {
    return Files.writeString(folder.resolve("authority.pem"), certificate.orElseThrow());
  }

  final void assertFound(Finding.Kind kind, Object place) throws IOException {
    Report report = report();
    assertThat(report.ok()).isFalse();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anyMatch(found -> found.kind() == kind && found.place().equals(place.toString()));
  }

  final void assertOk() throws IOException {
    Report report = report();
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
  }

  final String last(Recorded chain) {
    return chain.id + "#" + chain.lastSeq();
  }

  /** Without python a test that passed so far counts as skipped, and says why. */
  @AfterEach
  void theSecondVerifierAgrees() throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    boolean ok = report().ok();
    Path key = Files.writeString(folder.resolve("public.pem"), given.pem());
    List<Object> arguments = new ArrayList<>(List.of("export", key, folder.resolve("export.zip")));
    for (String range : accepted) {
      arguments.add("--restored");
      arguments.add(range);
    }
    if (certificate.isPresent()) {
      arguments.addAll(List.of("--tsa-cert", certificateFile()));
    }
    SecondVerifier.Said said = SecondVerifier.run(arguments.toArray());
    assertThat(said.code()).as(said.text()).isEqualTo(ok ? 0 : 1);
    assertThat(said.text()).doesNotContain("Traceback");
  }
}
