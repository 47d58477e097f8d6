package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.Finding;

/**
 * Two processes on one PostgreSQL that are given the same name, which is what comes of leaving it
 * as it is. One of them is the node.
 */
class TwinIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String FAMILY = "double_room";
  private static final int TRY_AGAIN = 503;

  private final Path folder;
  private final Path home;
  private PostgresProcess postgres;
  private Map<String, String> settings;

  TwinIT(@TempDir Path folder) {
    this.folder = folder;
    home = folder.resolve("twin");
  }

  @BeforeEach
  void aDatabase() throws Exception {
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    settings = PostgresDatabase.create(postgres, "twins").settings();
  }

  @AfterEach
  void stop() {
    postgres.close();
  }

  @Test
  void theSecondIsRefusedTheKilledOneComesBackAndTheHistoryIsOne() throws Exception {
    try (ServerProcess first = ServerProcess.start(home, settings)) {
      assertThat(code(first, "ann")).isZero();
      assertRefused(folder.resolve("elsewhere"));
      assertThat(code(first, "bob")).isZero();
      first.kill9();
    }
    try (ServerProcess again = ServerProcess.start(home, settings)) {
      assertThat(code(again, "cat")).isZero();
      assertThat(
              BothVerifiers.requireClean(again.base(), home, "")
                  .found()
                  .getOrDefault(Finding.Kind.START_NOT_FOLLOWING, 0L))
          .isZero();
    }
  }

  /** Where an operator looks first. */
  private void assertRefused(Path otherHome) throws Exception {
    assertThatThrownBy(() -> ServerProcess.start(otherHome, settings))
        .hasMessageContaining("run.sh: not started: roomservice.node is 'node1'");
    Path log = Path.of(System.getProperty("it.home"), "logs", otherHome.getFileName() + ".log");
    // who copies the server's words may end a moment after the server
    Until.within(10, () -> last(log).startsWith("run.sh: not started: roomservice.node is"));
    assertThat(last(log)).contains("'node1'", "another process with this name is alive");
  }

  private static String last(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.get(lines.size() - 1);
  }

  /** Frozen under load, so that it holds a transaction, or nearly. */
  @Test
  void aFrozenNodeThatWasFollowedWritesNothingAnyMore() throws Exception {
    Path other = homeWithTheSameKeys();
    try (ServerProcess frozen = ServerProcess.start(home, settings)) {
      followFrozen(frozen, other);
    }
  }

  /** So that it may also start while the other process of its name has its own home. */
  private Path homeWithTheSameKeys() throws Exception {
    Path other = folder.resolve("follower");
    try (ServerProcess once = ServerProcess.start(home, settings)) {
      assertThat(code(once, "ann")).isZero();
    }
    Files.createDirectories(other);
    for (String kept : List.of("keys", "demo-api-key", "checkpoints.log")) {
      Process copy =
          new ProcessBuilder("cp", "-a", home.resolve(kept).toString(), other.toString()).start();
      assertThat(copy.waitFor()).isZero();
    }
    return other;
  }

  private void followFrozen(ServerProcess frozen, Path other) throws Exception {
    CompletableFuture<?> crowd = CompletableFuture.runAsync(() -> crowd(frozen.base()));
    for (int i = 0; i < 20; i++) {
      assertThat(code(frozen, "before" + i)).isZero();
    }
    frozen.freeze();
    try (ServerProcess follower = ServerProcess.start(other, settings)) {
      assertThat(code(follower, "bob")).isZero();
      frozen.thaw();
      for (int i = 0; i < 20; i++) {
        assertThat(code(frozen, "late" + i)).isEqualTo(TRY_AGAIN);
      }
      Until.within(10, () -> ready(frozen).statusCode() == 503);
      assertThat(ready(frozen).body())
          .contains("another process has taken the name 'node1'", "roomservice.node");
      assertThat(code(follower, "cat")).isZero();
      crowd.join();
      frozen.stop();
      BothVerifiers.requireClean(follower.base(), other, "");
    } finally {
      frozen.thaw();
    }
  }

  private static void crowd(URI base) {
    for (int i = 0; i < 100_000; i++) {
      try {
        if (DemoClient.tryLogin(base, FAMILY, "crowd" + i % 50).getInt("code") == TRY_AGAIN) {
          return;
        }
      } catch (DemoClient.NoAnswer e) {
        return;
      }
    }
  }

  private static int code(ServerProcess server, String user) {
    return DemoClient.tryLogin(server.base(), FAMILY, user).getInt("code");
  }

  private static HttpResponse<String> ready(ServerProcess server) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.base().resolve("ops/health/ready")).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
