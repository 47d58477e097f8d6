package org.rtcroom.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.CmapSubtable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font of printed dossiers, Noto Sans SC, which has Latin, Greek, Cyrillic and Chinese letters.
 * Ten megabytes: it is read for each document and not kept.
 */
final class PrintFont {

  static final String NAME = "Noto Sans SC";

  private static final String FILE = "/fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf";

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

  /** Reads it. A document that embeds it closes it. */
  static PrintFont read() throws IOException {
    InputStream file = PrintFont.class.getResourceAsStream(FILE);
    if (file == null) {
      throw new IllegalStateException("the build has left out the font " + FILE);
    }
    return new PrintFont(
        new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(file)));
  }

  /** Whether it has a glyph for a character. */
  boolean draws(int character) {
    return glyphs.getGlyphId(character) != 0;
  }

  /** Embeds the glyphs that the document uses. */
  PDFont embeddedIn(PDDocument document) throws IOException {
    return PDType0Font.load(document, font, true);
  }
}
