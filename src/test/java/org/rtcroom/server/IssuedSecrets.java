package org.rtcroom.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Every ticket, token and signature that a server of the tests issued, in {@code
 * target/it/issued-secrets}. Once all tests are over, no log may hold one of them.
 */
public final class IssuedSecrets {

  private IssuedSecrets() {}

  /** Where they are noted, one per line. */
  public static Path file() {
    return Path.of(System.getProperty("it.home"), "issued-secrets");
  }

  /** Notes a secret and returns it. */
  public static synchronized String note(String secret) {
    try {
      Files.createDirectories(file().getParent());
      Files.writeString(
          file(), secret + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
