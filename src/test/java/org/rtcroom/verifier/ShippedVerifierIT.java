package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The verifier as it is shipped, with nothing beside it: what it needs for time stamps is in it.
 */
class ShippedVerifierIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void itJudgesTimeStamps(String sort) throws Exception {
    SampleAuthority authority = new SampleAuthority(sort);
    Ended good = run(authority, authority);
    assertThat(good.text()).contains("remark TIME_STAMPED checkpoint 0", "OK: nothing is wrong.");
    assertThat(good.code()).isZero();

    Ended bad = run(new SampleAuthority(sort), authority);
    assertThat(bad.text()).contains("FOUND STAMP_UNTRUSTED checkpoint 0");
    assertThat(bad.code()).isEqualTo(1);
  }

  @Test
  void whatIsNoCertificateCannotBeUsed() throws Exception {
    Path file = Files.writeString(folder.resolve("nothing"), "nothing");

    Ended ended = run(List.of("--key", "nothing", "--tsa-cert", file.toString(), "x"));

    assertThat(ended.code()).isEqualTo(2);
  }

  /** How the program ended, and what it printed. */
  private record Ended(int code, String text) {}

  private Ended run(SampleAuthority stamping, SampleAuthority given) throws Exception {
    History own = new History();
    Recorded met = own.chain(2).meeting();
    own.checkpoint();
    stamping.now = Instant.ofEpochMilli(own.clock);
    SampleDossier dossier = new SampleDossier(own, met);
    dossier.answered(0, "tsa", stamping.stamp(own.line(0)));
    Path file = folder.resolve("dossier.zip");
    dossier.writeTo(file);
    Path key = Files.writeString(folder.resolve("public.pem"), own.signer.pem());
    Path certificate = Files.writeString(folder.resolve("tsa.pem"), given.issuerPem());
    return run(
        Stream.of("--key", key, "--tsa-cert", certificate, file).map(Object::toString).toList());
  }

  private static Ended run(List<String> arguments) throws Exception {
    Path war = Path.of(Objects.requireNonNull(System.getProperty("it.war"), "it.war"));
    String name = war.getFileName().toString().replace(".war", "-verifier.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        Stream.concat(
                Stream.of(java.toString(), "-jar", war.resolveSibling(name).toString()),
                arguments.stream())
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
