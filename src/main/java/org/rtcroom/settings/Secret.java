package org.rtcroom.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A value that must not appear in logs, answers or exceptions. */
public record Secret(String value) {

  /** Bytes; the longest secret is a PEM key of some 3 KB. */
  private static final long LARGEST_FILE = 64 * 1024;

  /**
   * Reads a secret from a setting, or from the file that another setting names.
   *
   * @param name of the first setting; the other's is {@code <name>-file}
   */
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

  /**
   * Names the secret without telling it: 8 hex digits, the same wherever the secret is.
   *
   * @param use secrets of different use have different ids
   */
  public String id(String use) {
    try {
      byte[] text = ("roomservice " + use + " " + value).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
