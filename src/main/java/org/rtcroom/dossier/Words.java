package org.rtcroom.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * A phrase of a dossier in its two languages. All of them stand in {@code words.properties}.
 *
 * @param english as it stands there, arguments filled in
 * @param chinese simplified Chinese
 */
record Words(String english, String chinese) {

  private static final Properties ALL = all();

  /**
   * The phrase of that name.
   *
   * @param arguments stand where the phrase has {0}, {1} and so on
   * @throws IllegalArgumentException if there is none
   */
  static Words of(String name, Object... arguments) {
    Words words =
        find(name).orElseThrow(() -> new IllegalArgumentException("no words for " + name));
    return new Words(filled(words.english, arguments), filled(words.chinese, arguments));
  }

  /** The phrase of that name, if there is one. */
  static Optional<Words> find(String name) {
    return Optional.ofNullable(ALL.getProperty(name))
        .map(both -> both.split("\\|", 2))
        .map(both -> new Words(both[0], both[1]));
  }

  /** Both languages of a phrase, side by side; without such a phrase, the text alone. */
  static String bothOr(String name, String text) {
    return find(name).map(Words::both).orElse(text);
  }

  /** Both languages of a phrase, side by side. */
  static String both(String name) {
    return of(name).both();
  }

  /** Both languages of a recorded constant behind it; of one without phrase, the constant alone. */
  static String constant(String group, String recorded) {
    return find(group + "." + recorded)
        .map(words -> recorded + " – " + words.both())
        .orElse(recorded);
  }

  String both() {
    return english + " / " + chinese;
  }

  private static String filled(String text, Object... arguments) {
    String filled = text;
    for (int i = 0; i < arguments.length; i++) {
      filled = filled.replace("{" + i + "}", arguments[i].toString());
    }
    return filled;
  }

  private static Properties all() {
    Properties all = new Properties();
    try (InputStream file = Words.class.getResourceAsStream("words.properties");
        InputStreamReader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      all.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
