package org.rtcroom.dossier;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.rtcroom.kernel.PrivateUseLetters;

/**
 * Text of clients, as it may be shown: a character that cannot be seen, changes how the rest is
 * seen, or cannot be drawn stands as its number, such as {@code ‹U+202E›}; a letter that came with
 * a private-use number of GB 18030, as the letter it is.
 */
final class VisibleText {

  /** Combining marks that may follow each other; more of them would cover other text. */
  private static final int MARKS = 2;

  /** Letters and symbols that look like nothing, and the brackets the numbers stand in. */
  private static final Set<Integer> DECEPTIVE =
      Set.of(0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x2039, 0x203A);

  private static final int IDEOGRAPHIC_SPACE = 0x3000;

  private final IntPredicate drawable;

  /**
   * @param drawable whether there is a glyph for a character
   */
  VisibleText(IntPredicate drawable) {
    this.drawable = drawable;
  }

  /** For a browser, which finds a font for each character. */
  static VisibleText onScreen() {
    return new VisibleText(c -> true);
  }

  String of(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    int marks = 0;
    for (int c : PrivateUseLetters.unicode(text).codePoints().toArray()) {
      marks = isMark(c) ? marks + 1 : 0;
      if (isPlain(c) && marks <= MARKS && drawable.test(c)) {
        visible.appendCodePoint(c);
      } else {
        visible.append(String.format(Locale.ROOT, "‹U+%04X›", c));
      }
    }
    return visible.toString();
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.UNASSIGNED -> isReservedForIdeographs(c);
      case Character.SPACE_SEPARATOR -> c == ' ' || c == IDEOGRAPHIC_SPACE;
      default -> !DECEPTIVE.contains(c);
    };
  }

  /** A letter of a newer Unicode than Java's can stand there, and nothing but a letter. */
  private static boolean isReservedForIdeographs(int c) {
    return (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x20000 && c <= 0x2FFFD)
        || (c >= 0x30000 && c <= 0x3FFFD);
  }
}
