package org.rtcroom.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a secret from a setting or from the file another setting names. */
final class SecretSource {

  /** Bytes; the longest secret is a PEM key of some 3 KB. */
  private static final long LARGEST_FILE = 64 * 1024;

  private SecretSource() {}

  static Optional<Secret> read(String name, Optional<String> value, Optional<String> file) {
    if (value.isPresent() && file.isPresent()) {
      throw BadSetting.secret(name, "either " + name + " or " + name + "-file, not both");
    }
    return value.or(() -> file.map(path -> contents(name + "-file", path))).map(Secret::new);
  }

  private static String contents(String name, String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LARGEST_FILE) {
        throw BadSetting.value(name, file, "a file of at most " + LARGEST_FILE + " bytes");
      }
      String text = Files.readString(path).strip();
      if (text.isEmpty()) {
        throw BadSetting.value(name, file, "a file that is not empty");
      }
      return text;
    } catch (IOException | InvalidPathException e) {
      throw BadSetting.value(name, file, "a text file this process can read");
    }
  }
}
