package org.rtcroom.dossier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads style sheets. */
final class Style {

  private Style() {}

  /** A style sheet of this package; it holds nothing that XML would escape. */
  static String read(String name) {
    try (InputStream file = Style.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
