package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file behind --key, as people come by it. Both verifiers judge it alike. */
class KeyFileTest {

  @TempDir Path folder;

  private final History history = new History();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path key;
  private Path export;

  /** What somebody gave as the key, made of the PEM of the right one, and what is said of it. */
  private record Given(String name, Function<String, byte[]> content, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void anExport() {
    history.chain(1).meeting();
    history.checkpoint();
    key = folder.resolve("public.pem");
    export = folder.resolve("export.zip");
    history.writeTo(export);
  }

  private int run() {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.run(List.of("--key", key.toString(), export.toString()), out);
  }

  private void assertSecondSays(int code) throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    SecondVerifier.Said said = SecondVerifier.run("export", key, export);
    assertThat(said.text()).doesNotContain("Traceback");
    assertThat(said.code()).as(said.text()).isEqualTo(code);
  }

  @ParameterizedTest
  @MethodSource("understood")
  void isUnderstood(Given given) throws Exception {
    Files.write(key, given.content().apply(history.signer.pem()));

    assertThat(run()).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    assertSecondSays(0);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedInWordsToActOn(Given given) throws Exception {
    Files.write(key, given.content().apply(history.signer.pem()));

    assertThat(run()).isEqualTo(Main.UNUSABLE);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("CANNOT BE VERIFIED")
        .contains(given.said());
    assertSecondSays(1);
  }

  @Test
  void aMissingFileIsSaidToBeMissing() throws Exception {
    assertThat(run()).isEqualTo(Main.UNUSABLE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("there is no file " + key);
    assertSecondSays(1);
  }

  static Stream<Given> understood() {
    return Stream.of(
        new Given("as written", KeyFileTest::ascii, ""),
        new Given("CRLF", pem -> ascii(pem.replace("\n", "\r\n")), ""),
        new Given("mark", pem -> ("\uFEFF" + pem).getBytes(StandardCharsets.UTF_8), ""),
        new Given("UTF-16LE", pem -> ("\uFEFF" + pem).getBytes(StandardCharsets.UTF_16LE), ""),
        new Given("UTF-16BE", pem -> ("\uFEFF" + pem).getBytes(StandardCharsets.UTF_16BE), ""),
        new Given("unmarked", pem -> pem.getBytes(StandardCharsets.UTF_16LE), ""),
        new Given("blanks", pem -> ascii("\n  " + pem.replace("\n", " \t\n") + "\n\n"), ""),
        new Given("in one line", pem -> ascii(pem.replace("\n", "")), ""),
        new Given("a note before", pem -> ascii("key of rooms.example.com:\n" + pem), ""));
  }

  static Stream<Given> refused() {
    return Stream.of(
        new Given("empty", pem -> new byte[0], "no BEGIN PUBLIC KEY"),
        new Given("the private key", KeyFileTest::asPrivate, "it is the private key"),
        new Given("a certificate", pem -> ascii(pem.replace("PUBLIC KEY", "CERTIFICATE")), ".pub"),
        new Given("SSH", pem -> ascii("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA"), ".pub file"),
        new Given("DER", KeyFileTest::der, "no BEGIN PUBLIC KEY"),
        new Given("two keys", pem -> ascii(pem + new Signer().pem()), "more than one public key"),
        new Given("RSA", pem -> rsa(), "holds no Ed25519 public key"),
        new Given("bytes behind the key", KeyFileTest::longer, "holds no Ed25519 public key"),
        new Given("padding within", KeyFileTest::padded, "holds no Ed25519 public key"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] asPrivate(String pem) {
    return ascii(pem.replace("PUBLIC KEY", "PRIVATE KEY"));
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static byte[] pem(byte[] der) {
    String base64 = Base64.getEncoder().encodeToString(der);
    return ascii("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  private static byte[] rsa() {
    try {
      return pem(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] longer(String pem) {
    byte[] der = der(pem);
    return pem(Arrays.copyOf(der, der.length + 1));
  }

  private static byte[] padded(String pem) {
    return ascii(pem.replace("MCow", "MA==MCow"));
  }
}
