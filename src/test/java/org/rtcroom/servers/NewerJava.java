package org.rtcroom.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java of this machine for the servers of Jakarta EE 11, which need one from 21 on. */
final class NewerJava {

  private static final int OLDEST = 21;
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([0-9]+)");

  private NewerJava() {}

  /** The home of the newest one; where there is none, the test is skipped and says so. */
  static Path home() {
    Optional<Path> java = newest();
    assumeTrue(java.isPresent(), "no Java from 21 on in " + INSTALLED);
    return java.get();
  }

  private static Optional<Path> newest() {
    if (Files.notExists(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(INSTALLED)) {
      List<Path> found = folders.filter(folder -> version(folder) >= OLDEST).toList();
      return found.stream().max(Comparator.comparingInt(NewerJava::version));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int version(Path folder) {
    try {
      return VERSION
          .matcher(Files.readString(folder.resolve("release")))
          .results()
          .findFirst()
          .map((MatchResult found) -> Integer.parseInt(found.group(1)))
          .orElse(0);
    } catch (IOException notJava) {
      return 0;
    }
  }
}
