package org.rtcroom.dossier;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import org.apache.fontbox.ttf.CmapSubtable;

/**
 * Which characters a glyph stands for, the usual one first. Chinese fonts draw the radicals of
 * dictionaries with the glyphs of the letters that look alike; a reader who copies or searches text
 * means the letters.
 */
final class PreferredCmap extends CmapSubtable {

  /** The block CJK Radicals Supplement, whose characters decompose into nothing. */
  private static final int FIRST_RADICAL = 0x2E80;

  private static final int LAST_RADICAL = 0x2EFF;

  private final CmapSubtable font;

  PreferredCmap(CmapSubtable font) {
    this.font = font;
    setPlatformId(font.getPlatformId());
    setPlatformEncodingId(font.getPlatformEncodingId());
  }

  @Override
  public int getGlyphId(int character) {
    return font.getGlyphId(character);
  }

  @Override
  public List<Integer> getCharCodes(int glyph) {
    List<Integer> characters = font.getCharCodes(glyph);
    return characters == null
        ? List.of()
        : characters.stream().sorted(Comparator.comparing(PreferredCmap::unusual)).toList();
  }

  private static boolean unusual(int character) {
    return (character >= FIRST_RADICAL && character <= LAST_RADICAL)
        || !Normalizer.isNormalized(Character.toString(character), Normalizer.Form.NFKC);
  }
}
