package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtcroom.verifier.AcceptedRestores;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.SecondVerifier;
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
    Path export = Files.createTempFile(home, "export", ".zip");
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("api/v1/audit/export"))
            .header(
                "Authorization", "Bearer " + Files.readString(home.resolve("demo-api-key")).strip())
            .build();
    HttpResponse<Path> answer = HTTP.send(request, BodyHandlers.ofFile(export));
    assertThat(answer.statusCode()).isEqualTo(200);
    Path pem = home.resolve("keys/checkpoint-key.pem.pub");
    AcceptedRestores accepted =
        restores.isEmpty()
            ? AcceptedRestores.NONE
            : AcceptedRestores.NONE.and(restores).orElseThrow();
    Key key = Key.ofPem(Files.readString(pem));
    Report report =
        new Verification(new ZipEvidence(export), key, null, new Tally(), accepted).run();
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    if (SecondVerifier.exists()) {
      SecondVerifier.Said said =
          restores.isEmpty()
              ? SecondVerifier.run("export", pem, export)
              : SecondVerifier.run("export", pem, export, "--restored", restores);
      assertThat(said.code()).as(said.text()).isZero();
    }
    return report;
  }
}
