package org.rtcroom.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ports of a process that others than this machine reach, as Linux tells of its sockets. */
final class OpenPorts {

  private static final String LISTENING = "0A";
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private OpenPorts() {}

  /** TCP ports; where it is not Linux, the test is skipped and says so. */
  static Set<Integer> of(ProcessHandle process) {
    Path about = Path.of("/proc", "" + process.pid());
    assumeTrue(Files.exists(about), "no Linux that tells of sockets");
    Set<String> own = sockets(about.resolve("fd"));
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> lines(about.resolve(table)))
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(row -> row.get(STATE).equals(LISTENING) && own.contains(row.get(INODE)))
        .map(row -> row.get(LOCAL).split(":"))
        .filter(local -> !LOOPBACK.contains(local[0]))
        .map(local -> Integer.parseInt(local[1], 16))
        .collect(Collectors.toSet());
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> sockets(Path descriptors) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path each : all.toList()) {
        inodes.add(target(each).replaceAll("\\D", ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inodes;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    }
  }
}
