package org.rtcroom.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The file behind --witness, as people come by it: what can be understood is, and what cannot be
 * used is never "OK". Both verifiers say so.
 */
class WitnessFileTest {

  @TempDir Path folder;

  private final History history = new History();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Path key;
  private Path export;
  private Path witness;
  private String lines = "";

  /** What somebody gave as the witness, made of the lines of the copy, and what is said of it. */
  private record Given(String name, Content content, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Content {
    byte[] of(String lines) throws IOException;
  }

  @BeforeEach
  void anExportOfFourCheckpoints() throws Exception {
    Recorded session = history.chain(1).meeting();
    history.checkpoint();
    history.changeKey(new Signer());
    for (String user : List.of("carol", "大卫", "\uD83D\uDE00")) {
      session.joined(user);
      history.checkpoint();
    }
    key = Files.writeString(folder.resolve("public.pem"), history.signer.pem());
    export = folder.resolve("export.zip");
    witness = folder.resolve("witness.log");
    history.writeTo(export);
    lines = History.text(history.checkpoints);
  }

  private int run() {
    printed.reset();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.run(
        Stream.of("--key", key, "--witness", witness, export).map(Object::toString).toList(), out);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void assertSecondSays(int code) throws Exception {
    assumeTrue(SecondVerifier.exists(), "no python3");
    SecondVerifier.Said said = SecondVerifier.run("export", key, export, witness);
    assertThat(said.text()).doesNotContain("Traceback");
    assertThat(said.code()).as(said.text()).isEqualTo(code);
  }

  @ParameterizedTest
  @MethodSource("understood")
  void isUnderstood(Given given) throws Exception {
    Files.write(witness, given.content().of(lines));

    int code = run();

    assertThat(printed()).contains("held by the witness as well: 4", "OK: nothing is wrong");
    assertThat(code).isZero();
    assertSecondSays(0);
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void isNeverOk(Given given) throws Exception {
    Files.write(witness, given.content().of(lines));

    int code = run();

    assertThat(printed())
        .contains("FOUND WITNESS_UNUSABLE witness: " + given.said(), "give a copy of checkpoints")
        .contains("NOT OK", "the witness could not be used")
        .doesNotContain("OK: nothing is wrong");
    assertThat(code).isEqualTo(Main.NO_WITNESS);
    assertSecondSays(1);
  }

  @Test
  void aWitnessThatCannotBeOpenedIsNeverOk() throws Exception {
    assertThat(run()).isEqualTo(Main.NO_WITNESS);
    assertThat(printed()).contains("THE WITNESS CANNOT BE USED: there is no file " + witness);

    Files.createDirectory(witness);
    assertThat(run()).isEqualTo(Main.NO_WITNESS);
    assertSecondSays(1);
  }

  @Test
  void whatIsWrongWithTheHistoryComesFirst() throws Exception {
    history.chain(1).lines.get(1).put("kind", "BARRED");
    history.writeTo(export);
    Files.writeString(witness, "garbage");

    assertThat(run()).isEqualTo(Main.FOUND);
    assertThat(printed()).contains("FOUND LINE_CHANGED", "FOUND WITNESS_UNUSABLE");
    assertSecondSays(1);
  }

  @Test
  void aWitnessIsNotPassedOverForADossier() throws Exception {
    Files.writeString(witness, lines);
    new SampleDossier(history, history.chain(1)).writeTo(export);

    assertThat(run()).isEqualTo(Main.NO_WITNESS);
    assertThat(printed()).contains("it is compared with an export only");
  }

  @Test
  void aWitnessThatBeganAfterTheExportWasMadeShowsNothing() throws Exception {
    history.clock += 120 * History.MINUTE;
    history.checkpoint();
    Files.writeString(witness, History.text(history.checkpoints.subList(5, 6)));

    assertThat(run()).isEqualTo(Main.NO_WITNESS);
    assertThat(printed()).contains("WITNESS_UNUSABLE witness: it holds none of the checkpoints");
    assertSecondSays(1);
  }

  @Test
  void theWitnessOfAnotherServiceIsForged() throws Exception {
    History other = new History(new Signer());
    other.chain(1).meeting();
    other.checkpoint();
    other.writeCheckpointsTo(witness);

    assertThat(run()).isEqualTo(Main.FOUND);
    assertThat(printed()).contains("FOUND WITNESS_FORGED checkpoint 0");
    assertSecondSays(1);
  }

  static Stream<Given> understood() {
    return Stream.of(
        new Given("as written", WitnessFileTest::utf8, ""),
        new Given("CRLF", lines -> utf8(lines.replace("\n", "\r\n")), ""),
        new Given("mark", lines -> utf8("\uFEFF" + lines), ""),
        new Given("mark and CRLF", lines -> utf8("\uFEFF" + lines.replace("\n", "\r\n")), ""),
        new Given("UTF-16LE", lines -> in("\uFEFF" + lines, StandardCharsets.UTF_16LE), ""),
        new Given("UTF-16BE", lines -> in("\uFEFF" + lines, StandardCharsets.UTF_16BE), ""),
        new Given("PowerShell", WitnessFileTest::asByPowerShell, ""),
        new Given("UTF-16LE unmarked", lines -> in(lines, StandardCharsets.UTF_16LE), ""),
        new Given("UTF-16BE unmarked", lines -> in(lines, StandardCharsets.UTF_16BE), ""),
        new Given("no end", lines -> utf8(lines.stripTrailing()), ""),
        new Given("empty lines", lines -> utf8("\n" + lines.replace("\n", "\n\r\n\n")), ""),
        new Given("each twice", lines -> utf8(twice(lines)), ""));
  }

  static Stream<Given> unusable() {
    return Stream.of(
        new Given("empty", lines -> new byte[0], "it holds no checkpoint"),
        new Given("empty lines", lines -> utf8("\r\n\n\n"), "it holds no checkpoint"),
        new Given("a mark alone", lines -> utf8("\uFEFF"), "it holds no checkpoint"),
        new Given("garbage", lines -> utf8("garbage"), "1 lines of it"),
        new Given("binary", lines -> binary(), "1 lines of it"),
        new Given("the key", lines -> utf8(new Signer().pem()), "3 lines of it"),
        new Given("UTF-32", lines -> in(lines, Charset.forName("UTF-32LE")), "6 lines of it"),
        new Given("half of UTF-16", WitnessFileTest::odd, "1 lines of it"),
        new Given("no line end at all", lines -> new byte[5 << 20], "1 lines of it"),
        new Given("torn at the end", lines -> torn(lines, 30), "1 lines of it"),
        new Given("torn in the middle", WitnessFileTest::tornWithin, "1 lines of it"),
        new Given("an array", lines -> utf8("[" + lines + "]"), "2 lines of it"),
        new Given("set apart", lines -> utf8(lines.replace(",\"", ", \"")), "5 lines of it"),
        new Given("old Mac", lines -> utf8(lines.replace('\n', '\r')), "1 lines of it"),
        new Given("other objects", lines -> utf8("{\"format\":1}\n" + lines), "1 lines of it"),
        new Given("another format", WitnessFileTest::nextFormat, "5 lines of it"),
        new Given("out of order", WitnessFileTest::turned, "3 lines of it"),
        new Given("two copies", lines -> utf8(lines + lines), "3 lines of it"),
        new Given("keys only", WitnessFileTest::keysOnly, "it holds no checkpoint"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] in(String text, Charset charset) {
    return text.getBytes(charset);
  }

  private static byte[] asByPowerShell(String lines) {
    return in("\uFEFF" + lines.replace("\n", "\r\n"), StandardCharsets.UTF_16LE);
  }

  private static String twice(String lines) {
    return lines.lines().map(line -> line + "\n" + line + "\n").collect(Collectors.joining());
  }

  private static byte[] binary() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i == '\n' ? 0 : 255 - i);
    }
    bytes[255 - '\n'] = 0;
    return bytes;
  }

  private static byte[] odd(String lines) {
    byte[] bytes = in("\uFEFF" + lines.strip(), StandardCharsets.UTF_16LE);
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static byte[] torn(String lines, int bytes) {
    return utf8(lines.substring(0, lines.length() - bytes));
  }

  private static byte[] tornWithin(String lines) {
    int at = lines.indexOf('\n');
    return utf8(lines.substring(0, at - 30) + lines.substring(at));
  }

  private static byte[] nextFormat(String lines) {
    return utf8(lines.replace("{\"format\":1,", "{\"format\":2,"));
  }

  private static byte[] turned(String lines) {
    List<String> all = lines.lines().filter(line -> line.contains("\"body\"")).toList();
    StringBuilder text = new StringBuilder();
    for (int i = all.size() - 1; i >= 0; i--) {
      text.append(all.get(i)).append('\n');
    }
    return utf8(text.toString());
  }

  private static byte[] keysOnly(String lines) {
    return utf8(
        lines.lines().filter(line -> !line.contains("\"body\"")).collect(Collectors.joining("\n")));
  }
}
