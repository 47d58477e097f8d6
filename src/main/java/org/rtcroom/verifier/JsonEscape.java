package org.rtcroom.verifier;

/** What follows a backslash in a text. */
final class JsonEscape {

  private JsonEscape() {}

  /** The character meant; the backslash has been read. */
  static char read(Json json) {
    char c = json.next();
    if (c == '"' || c == '\\') {
      return c;
    }
    if (c == 'u') {
      return unicode(json);
    }
    if (json.isCanonical()) {
      throw json.bad("an escape in another spelling");
    }
    return switch (c) {
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw json.bad("unknown escape");
    };
  }

  private static char unicode(Json json) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = json.next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      boolean spelled = !json.isCanonical() || c < 'A' || c > 'F';
      if (digit < 0 || !spelled) {
        throw json.bad("an escape in another spelling");
      }
      value = value * 16 + digit;
    }
    if (json.isCanonical() && value >= 0x20) {
      throw json.bad("an escape that need not be");
    }
    return (char) value;
  }
}
