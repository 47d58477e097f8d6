package org.rtcroom.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever editors, shells and tools make of a secret: it is the one that was meant, or refused.
 */
class SecretInputsTest {

  private static final String PEM = "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----";
  private static final String NAME = "roomservice.x.key";

  private final Path folder;

  SecretInputsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, ''",
    "UTF-8, EFBBBF",
    "UTF-16LE, FFFE",
    "UTF-16BE, FEFF",
  })
  void aFileInUtf8OrMarkedUtf16IsTheSameSecret(String charset, String mark) throws IOException {
    for (String written : new String[] {"hush", "hush\n", "hush\r\n", " \thush\r\n\r\n"}) {
      assertThat(ofFile(bytes(mark, written, charset))).isEqualTo("hush");
    }
    for (String pem : new String[] {PEM, PEM.replace("\n", "\r\n"), PEM.replace('\n', '\r')}) {
      assertThat(linesOfFile(bytes(mark, pem + "\r\n", charset))).isEqualTo(PEM);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, ''", // without its mark
    "UTF-16BE, ''",
    "UTF-32LE, FFFE0000",
    "UTF-32BE, 0000FEFF",
    "UTF-8, EFBBBFEFBBBF",
  })
  void aFileInAnyOtherEncodingIsRefusedByName(String charset, String mark) throws IOException {
    byte[] bytes = bytes(mark, "hush\n", charset);

    assertThatThrownBy(() -> ofFile(bytes))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(NAME + "-file is '")
        .hasMessageContaining("UTF-8")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> linesOfFile(bytes)).isInstanceOf(BadSetting.class);
  }

  @Test
  void aFileThatIsNoTextIsRefused() {
    assertThatThrownBy(() -> ofFile(new byte[] {'h', (byte) 0xE9, 'h'}))
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> ofFile(new byte[64 * 1024 + 1])).hasMessageContaining("at most");
    assertThatThrownBy(() -> ofFile(bytes("EFBBBF", "\r\n", "UTF-8")))
        .hasMessageContaining("not empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hush\nhush",
        "hush\r\n# the key of May",
        "hush\\n",
        "hush\\r\\n",
        "hu\\nsh",
        "\"hush\"",
        "'hush'",
        "hush\u0000",
        "hu\tsh",
        "hush\u00A0",
        "\u200Bhush",
        "hush\uFEFF",
        "hu\u00ADsh",
        "hush\uFFFD"
      })
  void aSecretOfOneLineThatCannotBeTheOneThatWasMeantIsRefused(String written) {
    assertThatThrownBy(() -> of(written))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(NAME + " (not shown)")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> ofFile(written.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadSetting.class)
        .hasMessageStartingWith(NAME + "-file is '")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hush", " hush ", "\uFEFFhush", "hush\r\n", "hush\n"})
  void whatCanMeanNothingElseIsDroppedFromASettingToo(String written) {
    assertThat(of(written)).isEqualTo("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\\n", "\\r\\n", "\\r"})
  void linesMayBeBrokenInAnyWay(String lineBreak) {
    String written = PEM.replace("\n", lineBreak) + lineBreak;
    Settings settings = Settings.of(Map.of(NAME, written));

    assertThat(settings.secretLines(NAME)).contains(new Secret(PEM));
  }

  @Test
  void linesInQuotationMarksOrWithInvisibleCharactersAreRefused() {
    for (String written : new String[] {'"' + PEM + '"', PEM + "\u00A0", "\u200E" + PEM}) {
      Settings settings = Settings.of(Map.of(NAME, written));
      assertThatThrownBy(() -> settings.secretLines(NAME)).isInstanceOf(BadSetting.class);
    }
  }

  /** Production looks for keys of demo mode, however their file was saved since. */
  @Test
  void aKeyOfDemoModeIsKnownInAnyDress() throws IOException {
    String made = new KeyFolder(folder).keptOrMade("pair.pem", () -> PEM);
    Settings settings =
        Settings.of(
            Map.of(
                "roomservice.mode",
                "production",
                "roomservice.home",
                folder.toString(),
                NAME,
                "\uFEFF" + made.replace("\n", "\\r\\n")));

    assertThatThrownBy(() -> settings.secretLines(NAME)).hasMessageContaining("demo mode");
  }

  @Test
  void aKeptKeyThatAnEditorMarkedIsStillTheSame() throws IOException {
    String made = new KeyFolder(folder).keptOrMadeHex("token.key");
    Path file = folder.resolve("keys/token.key");
    Files.write(file, bytes("FFFE", made + "\r\n", "UTF-16LE"));

    assertThat(new KeyFolder(folder).keptOrMadeHex("token.key")).isEqualTo(made);
  }

  private String ofFile(byte[] bytes) throws IOException {
    return settings(bytes).secret(NAME).orElseThrow().value();
  }

  private String linesOfFile(byte[] bytes) throws IOException {
    return settings(bytes).secretLines(NAME).orElseThrow().value();
  }

  private Settings settings(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("key"), bytes);
    return Settings.of(Map.of(NAME + "-file", file.toString()));
  }

  private static String of(String written) {
    return Settings.of(Map.of(NAME, written)).secret(NAME).orElseThrow().value();
  }

  private static byte[] bytes(String mark, String text, String charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(mark));
    bytes.writeBytes(text.getBytes(Charset.forName(charset)));
    return bytes.toByteArray();
  }
}
