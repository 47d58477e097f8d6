package org.rtcroom.dossier;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import org.apache.fontbox.ttf.CmapSubtable;

/**
 * Which characters a glyph stands for, the usual one first. Chinese fonts draw the radicals of
 * dictionaries with the glyphs of the letters that look alike, and some rare letters with those of
 * common ones; a reader who copies or searches text means the usual letters.
 */
final class PreferredCmap extends CmapSubtable {

  private static final int FIRST_RADICAL = 0x2E80;
  private static final int LAST_RADICAL = 0x2FDF;

  /** The block of the common letters. */
  private static final int FIRST_COMMON = 0x4E00;

  private static final int LAST_COMMON = 0x9FFF;

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
        : characters.stream()
            .sorted(
                Comparator.comparing(PreferredCmap::unusual)
                    .thenComparing(character -> !common(character))
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
  }

  private static boolean common(int character) {
    return character >= FIRST_COMMON && character <= LAST_COMMON;
  }

  private static boolean unusual(int character) {
    return (character >= FIRST_RADICAL && character <= LAST_RADICAL)
        || !Normalizer.isNormalized(Character.toString(character), Normalizer.Form.NFC);
  }
}
