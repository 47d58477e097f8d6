package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Run after all integration tests: no log of any server holds what must stay secret. */
class LogSecrecy {

  private static final Path HOME = Path.of(System.getProperty("it.home"));

  @Test
  void noLogHoldsAnIssuedTicketTokenOrSignature() throws IOException {
    List<String> secrets = Files.readAllLines(IssuedSecrets.file());
    List<Path> logs = logs();
    assertThat(secrets).hasSizeGreaterThan(10);
    assertThat(logs).isNotEmpty();

    for (Path log : logs) {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      assertThat(secrets.stream().filter(text::contains)).as(log.toString()).isEmpty();
    }
  }

  @Test
  void noLogHoldsAKeyOfTheServer() throws IOException {
    List<Path> logs = logs();
    List<String> keys;
    try (var files = Files.list(HOME.resolve("home/keys"))) {
      keys =
          files.filter(file -> !file.toString().contains("public")).map(LogSecrecy::core).toList();
    }
    assertThat(keys).hasSizeGreaterThan(3);

    for (Path log : logs) {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      assertThat(keys.stream().filter(text::contains)).as(log.toString()).isEmpty();
    }
  }

  /** The first line of a key's own text. */
  private static String core(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("-----"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> logs() throws IOException {
    try (var files = Files.walk(HOME)) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }
}
