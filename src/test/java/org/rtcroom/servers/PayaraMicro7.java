package org.rtcroom.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.server.Site;

/**
 * A Payara Micro 7 started by {@code payara/run.sh}, on the newest Java of this machine. It needs
 * one from 21 on.
 */
final class PayaraMicro7 {

  private static final int OLDEST = 21;
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"([0-9]+)");

  private PayaraMicro7() {}

  static Installed start(Path folder, Map<String, String> settings) {
    Optional<Path> java = newestJava();
    assumeTrue(java.isPresent(), "no Java from 21 on in " + INSTALLED);
    Path home = folder.resolve("home");
    Path micro = Path.of(System.getProperty("it.payara7"));
    ServerProcess process = ServerProcess.startOn(java.get(), micro, home, settings);
    return new PayaraMicro(new Site(process.base(), home), process);
  }

  private static Optional<Path> newestJava() {
    if (Files.notExists(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(INSTALLED)) {
      List<Path> found = folders.filter(folder -> version(folder) >= OLDEST).toList();
      return found.stream().max(Comparator.comparingInt(PayaraMicro7::version));
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
