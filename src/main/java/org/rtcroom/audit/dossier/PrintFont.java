package org.rtcroom.audit.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The font of printed dossiers, Noto Sans SC, which has Latin, Greek, Cyrillic and Chinese letters.
 * Ten megabytes: it is read when a dossier is printed and not kept; what it can draw is.
 */
final class PrintFont {

  static final String NAME = "Noto Sans SC";

  private static final String FILE = "/fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf";

  private final BitSet drawable;

  private PrintFont(BitSet drawable) {
    this.drawable = drawable;
  }

  static PrintFont read() throws IOException {
    BitSet drawable = new BitSet(Character.MAX_CODE_POINT);
    try (TrueTypeFont font =
        new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(open()))) {
      CmapLookup glyphs = font.getUnicodeCmapLookup();
      for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
        drawable.set(c, glyphs.getGlyphId(c) != 0);
      }
    }
    return new PrintFont(drawable);
  }

  /** Whether it has a glyph for a character. */
  boolean draws(int c) {
    return drawable.get(c);
  }

  /** The file. */
  static InputStream open() {
    InputStream file = PrintFont.class.getResourceAsStream(FILE);
    if (file == null) {
      throw new IllegalStateException("the build has left out the font " + FILE);
    }
    return file;
  }
}
