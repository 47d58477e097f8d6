package org.rtcroom.dossier;

import java.util.Optional;

/**
 * Something that a dossier says.
 *
 * @param label in both languages; empty if the place says what it is
 * @param text as it was recorded: may hold any text of a client
 */
record Fact(String label, String text, FactStyle look) {

  enum FactStyle {
    PLAIN,
    SMALL,
    GONE
  }

  /** With the label of that name. */
  static Fact of(String name, String text) {
    return new Fact(Words.both("label." + name), text, FactStyle.PLAIN);
  }

  static Fact plain(String text) {
    return new Fact("", text, FactStyle.PLAIN);
  }

  static Fact small(String text) {
    return new Fact("", text, FactStyle.SMALL);
  }

  /** In place of an erased personal part. */
  static Fact erased() {
    return new Fact("", Words.both("erased"), FactStyle.GONE);
  }

  /** How it is to look, as a class of the style sheets; empty if plain. */
  Optional<String> styleClass() {
    return switch (look) {
      case PLAIN -> Optional.empty();
      case SMALL -> Optional.of("small");
      case GONE -> Optional.of("gone");
    };
  }
}
