package org.rtcroom.weapp;

import java.util.Optional;

/** What can be stored as text, everywhere. */
final class Texts {

  private Texts() {}

  /** Whether a text has no U+0000 and no half of a surrogate pair. */
  static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        return false;
      }
      i += pair ? 1 : 0;
    }
    return true;
  }

  /**
   * What a client declares of itself, cut to so many characters; all but printable ASCII becomes
   * {@code ?}.
   */
  static String declared(Optional<String> text, int most) {
    String declared = text.orElse("");
    if (declared.length() <= most && printable(declared)) {
      return declared;
    }
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < declared.length() && i < most; i++) {
      char c = declared.charAt(i);
      printable.append(printable(c) ? c : '?');
    }
    return printable.toString();
  }

  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!printable(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean printable(char c) {
    return c >= ' ' && c <= '~';
  }
}
