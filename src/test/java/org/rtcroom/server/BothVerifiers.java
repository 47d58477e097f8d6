package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rtcroom.verifier.AcceptedRestores;
import org.rtcroom.verifier.Dossier;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Lines;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.SecondVerifier;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.ZipEvidence;

/** The whole history of a server in demo mode, exported and verified by both verifiers. */
final class BothVerifiers {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private BothVerifiers() {}

  /**
   * Nothing is wrong with it for who accepts those restores.
   *
   * @param home where the keys are
   * @param restores such as {@code 5-9}; empty for none
   */
  static Report requireClean(URI base, Path home, String restores) throws Exception {
    return requireClean(export(base, home), home, restores, Optional.empty());
  }

  /**
   * Nothing is wrong with an export.
   *
   * @param witness a copy of the checkpoints
   */
  static Report requireClean(Path export, Path home, String restores, Optional<Path> witness)
      throws Exception {
    Report report = report(export, home, restores, witness);
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    if (SecondVerifier.exists()) {
      SecondVerifier.Said said = second(export, home, restores, witness);
      assertThat(said.code()).as(said.text()).isZero();
    }
    return report;
  }

  /** This and nothing else is wrong with an export for who accepts no restore. */
  static void requireOnly(Finding.Kind fault, Path export, Path home) throws Exception {
    Report report = report(export, home, "", Optional.empty());
    assertThat(report.found().keySet().stream().filter(kind -> !kind.remark()))
        .as("%s", report.findings())
        .containsExactly(fault);
    if (SecondVerifier.exists()) {
      SecondVerifier.Said said = second(export, home, "", Optional.empty());
      assertThat(said.code()).as(said.text()).isEqualTo(1);
    }
  }

  /** Nothing is wrong with the dossier of a session. */
  static void requireCleanDossier(URI base, Path home, String session) throws Exception {
    Path file = download(base, home, "sessions/" + session + "/dossier");
    Report report = new Dossier(file, key(home), Optional.empty()).run();
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    if (SecondVerifier.exists()) {
      SecondVerifier.Said said = SecondVerifier.run("dossier", pem(home), file);
      assertThat(said.code()).as(said.text()).isZero();
    }
  }

  /** The whole history, as a file in the home. */
  static Path export(URI base, Path home) throws Exception {
    return download(base, home, "audit/export");
  }

  private static Path download(URI base, Path home, String path) throws Exception {
    Path file = Files.createTempFile(home, "evidence", ".zip");
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("api/v1/" + path))
            .header(
                "Authorization", "Bearer " + Files.readString(home.resolve("demo-api-key")).strip())
            .build();
    HttpResponse<Path> answer = HTTP.send(request, BodyHandlers.ofFile(file));
    assertThat(answer.statusCode()).isEqualTo(200);
    return file;
  }

  private static Report report(Path export, Path home, String restores, Optional<Path> witness)
      throws Exception {
    AcceptedRestores accepted =
        restores.isEmpty()
            ? AcceptedRestores.NONE
            : AcceptedRestores.NONE.and(restores).orElseThrow();
    ZipEvidence evidence = new ZipEvidence(export);
    if (witness.isEmpty()) {
      return new Verification(evidence, key(home), null, new Tally(), accepted).run();
    }
    try (Source<byte[]> copy = Lines.ofCopy(witness.get())) {
      return new Verification(evidence, key(home), copy, new Tally(), accepted).run();
    }
  }

  private static SecondVerifier.Said second(
      Path export, Path home, String restores, Optional<Path> witness) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("export", pem(home), export));
    witness.ifPresent(arguments::add);
    if (!restores.isEmpty()) {
      arguments.addAll(List.of("--restored", restores));
    }
    return SecondVerifier.run(arguments.toArray());
  }

  private static Key key(Path home) throws Exception {
    return Key.ofPem(Files.readString(pem(home)));
  }

  /** The key of the first start, which vouches for those that followed. */
  private static Path pem(Path home) {
    return home.resolve("keys/checkpoint-key.pem.pub");
  }
}
