package org.rtcroom.dossier;

/**
 * A statement of a dossier.
 *
 * @param label in both languages; empty where the place is label enough
 * @param text as it was recorded: may hold any text of a client
 * @param look a class of the style sheets
 */
record Fact(String label, String text, String look) {

  static final String PLAIN = "v";
  static final String SMALL = "small";
  private static final String GONE = "gone";

  /** With the label of that name. */
  static Fact of(String name, String text) {
    return new Fact(Words.both("label." + name), text, PLAIN);
  }

  static Fact plain(String text) {
    return new Fact("", text, PLAIN);
  }

  static Fact small(String text) {
    return new Fact("", text, SMALL);
  }

  /** In place of an erased personal part. */
  static Fact erased() {
    return new Fact("", Words.both("erased"), GONE);
  }
}
