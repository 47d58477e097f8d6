package org.rtcroom.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {

  private final Path home;

  KeyFolderTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void aKeyIsMadeOnceAndKept() {
    String made = new KeyFolder(home).keptOrMadeHex("a");

    assertThat(made).matches("[0-9a-f]{64}");
    assertThat(new KeyFolder(home).keptOrMadeHex("a")).isEqualTo(made);
    assertThat(new KeyFolder(home).keptOrMadeHex("b")).isNotEqualTo(made);
  }

  @Test
  void onlyTheOwnerCanReadKeys() throws IOException {
    new KeyFolder(home).keptOrMadeHex("a");

    assertThat(permissions(home.resolve("keys"))).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("keys/a"))).isEqualTo("rw-------");
  }

  /** A folder that an operator made keeps the permissions the operator chose. */
  @Test
  void aFolderIsMadeForTheOwnerAlone() throws IOException {
    Path above = home.resolve("var");
    KeyFolder.makePrivate(above.resolve("data"));
    assertThat(permissions(above)).isEqualTo("rwx------");
    assertThat(permissions(above.resolve("data"))).isEqualTo("rwx------");

    Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-x---"));
    KeyFolder.makePrivate(above);
    assertThat(permissions(above)).isEqualTo("rwxr-x---");
  }

  @RepeatedTest(10)
  void allWhoStartAtOnceEndWithTheSameKey() throws Exception {
    int starters = 8;
    CyclicBarrier together = new CyclicBarrier(starters);
    ExecutorService pool = Executors.newFixedThreadPool(starters);
    Callable<String> start =
        () -> {
          together.await();
          return new KeyFolder(home).keptOrMadeHex("a");
        };

    List<Future<String>> keys =
        pool.invokeAll(IntStream.range(0, starters).mapToObj(i -> start).toList());

    for (Future<String> key : keys) {
      assertThat(key.get()).isEqualTo(keys.get(0).get());
    }
    pool.shutdown();
    try (var files = Files.list(home.resolve("keys"))) {
      assertThat(files.map(Path::getFileName)).containsExactly(Path.of("a"));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
