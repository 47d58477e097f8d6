package org.rtcroom.dossier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Settings;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** A font of the operator's, for letters that the built-in one lacks. */
class RareFontTest {

  /** The built-in font lacks it, this one has it. */
  private static final String RARE = "ł";

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void aFont() throws IOException {
    file = write("rare.ttf", font());
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] font() throws IOException {
    try (InputStream font = PDDocument.class.getResourceAsStream(FONT)) {
      return requireNonNull(font).readAllBytes();
    }
  }

  private static RareFont read(Path file) {
    return RareFont.read(Settings.of(Map.of("roomservice.audit.font", file.toString())));
  }

  private static void assertRefused(Path file) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadSetting.class)
        .hasMessageContainingAll("roomservice.audit.font", file.toString(), "TrueType");
  }

  @Test
  void noneIsNamedByDefault() {
    assertThat(RareFont.read(Settings.of(Map.of())).file()).isEmpty();
    assertThat(read(file).file()).contains(file);
  }

  @Test
  void whatIsNoFontStopsTheStart() throws IOException {
    assertRefused(folder.resolve("nowhere.ttf"));
    assertRefused(folder);
    assertRefused(write("empty", new byte[0]));
    assertRefused(write("text", "a font, or so it says".getBytes(StandardCharsets.UTF_8)));
    assertRefused(write("short", Arrays.copyOf(font(), 2_000)));
    assertRefused(
        write("collection", "ttcf\0\1\0\0\0\0\0\1\0\0\0\20".getBytes(StandardCharsets.US_ASCII)));
    assertRefused(write("outlines", "OTTO\0\1\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII)));
  }

  /** Bit 1 of fsType in the table OS/2: its licence forbids it to be embedded. */
  @Test
  void aFontThatMayNotBeEmbeddedStopsTheStart() throws IOException {
    byte[] font = font();
    int tables = ((font[4] & 0xff) << 8) | (font[5] & 0xff);
    for (int i = 0; i < tables; i++) {
      int row = 12 + 16 * i;
      if (new String(font, row, 4, StandardCharsets.US_ASCII).equals("OS/2")) {
        int at = 0;
        for (int b = 8; b < 12; b++) {
          at = (at << 8) | (font[row + b] & 0xff);
        }
        font[at + 9] = 2;
      }
    }

    assertRefused(write("restricted.ttf", font));
  }

  @Test
  @Tag("slow")
  void itIsUsedForWhatTheOtherLacks() throws Exception {
    Shown shown = Shown.of(new SampleSession().joined("li", "\"李" + RARE + "明\""));

    try (PDDocument without = shown.print();
        PDDocument with = Loader.loadPDF(shown.pdf(file))) {
      assertThat(Shown.text(without)).contains("李‹U+0142›明");
      assertThat(Shown.text(with)).contains("李" + RARE + "明").doesNotContain("0142");
    }
    assertThat(ArchivedPdfTest.faults(shown.pdf(file), PDFAFlavour.PDFA_2_U)).isEmpty();
  }

  @Test
  @Tag("slow")
  void oneThatIsGoneIsAnErrorThatNamesIt() throws IOException {
    Shown shown = Shown.of(new SampleSession().joined("li", "\"" + RARE + "\""));
    Files.delete(file);

    assertThatThrownBy(() -> shown.pdf(file)).isInstanceOf(IOException.class);
    assertThat(Shown.of(new SampleSession().joined("li", "\"李明\"")).pdf(file)).isNotEmpty();
  }
}
