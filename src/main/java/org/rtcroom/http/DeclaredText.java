package org.rtcroom.http;

/** What a client declares of itself, made fit for every log and record. */
public final class DeclaredText {

  private DeclaredText() {}

  /** The text, cut to so many characters; all but printable ASCII becomes {@code ?}. */
  public static String of(String declared, int most) {
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
