package org.rtcroom.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where one server keeps all that changes. */
final class OwnFolder {

  private OwnFolder() {}

  /** The folder of that name, without what an earlier run left there. */
  static Path empty(String name) throws IOException {
    Path folder = Path.of(System.getProperty("it.home"), "servers", name).toAbsolutePath();
    if (Files.exists(folder)) {
      for (Path each : fromWithin(folder)) {
        Files.delete(each);
      }
    }
    return Files.createDirectories(folder);
  }

  private static List<Path> fromWithin(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
