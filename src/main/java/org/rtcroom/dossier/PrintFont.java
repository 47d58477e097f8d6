package org.rtcroom.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.CmapSubtable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A font of printed dossiers. Ten megabytes and more: it is read for each document, not kept. */
final class PrintFont {

  private static final String BUILT_IN = "/fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf";

  private final TrueTypeFont font;
  private final CmapLookup glyphs;

  private PrintFont(TrueTypeFont font) throws IOException {
    this.font = font;
    CmapSubtable[] tables =
        Arrays.stream(font.getCmap().getCmaps())
            .map(PreferredCmap::new)
            .toArray(CmapSubtable[]::new);
    font.getCmap().setCmaps(tables);
    glyphs = font.getUnicodeCmapLookup();
  }

  /**
   * Reads Noto Sans SC, which has all letters of GB 18030-2022, level 2. A document that embeds it
   * closes it.
   */
  static PrintFont builtIn() throws IOException {
    try (InputStream file = PrintFont.class.getResourceAsStream(BUILT_IN)) {
      if (file == null) {
        throw new IllegalStateException("the build has left out the font " + BUILT_IN);
      }
      return read(file);
    }
  }

  /**
   * Reads another one.
   *
   * @throws IOException if it cannot be read, or is no TrueType font with Unicode's letters
   */
  static PrintFont of(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return read(bytes);
    }
  }

  private static PrintFont read(InputStream file) throws IOException {
    TrueTypeFont font = new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(file));
    if (font.getCmap() == null) {
      throw new IOException("a font that says of no glyph which letter it is");
    }
    return new PrintFont(font);
  }

  /** Whether it has a glyph for a character. */
  boolean draws(int character) {
    return glyphs.getGlyphId(character) != 0;
  }

  /** Which character its glyph is read as by who copies or searches text. */
  int readAs(int character) {
    return glyphs.getCharCodes(glyphs.getGlyphId(character)).get(0);
  }

  /**
   * Embeds the glyphs that the document uses.
   *
   * @throws IOException if its licence forbids it, as the font says, or its outlines are not
   *     TrueType
   */
  PDFont embeddedIn(PDDocument document) throws IOException {
    return PDType0Font.load(document, font, true);
  }
}
