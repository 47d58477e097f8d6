package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Behind PgBouncer, which hands each transaction to another connection, the service works with the
 * parameter that the manual names, and without it does not start.
 */
class PgBouncerIT {

  private static final int USERS = 200;
  private static final int AT_ONCE = 16;

  @TempDir static Path folder;

  private static PostgresProcess postgres;

  @BeforeAll
  static void start() {
    assumeTrue(PgBouncerProcess.exists(), "no PgBouncer on this machine");
    postgres = PostgresProcess.start(folder.resolve("postgres"));
  }

  @AfterAll
  static void end() {
    if (postgres != null) {
      postgres.close();
    }
  }

  /** What a test does with the settings of a database that no server has used yet. */
  private interface Pooled {
    void with(Map<String, String> settings) throws Exception;
  }

  private static void pooled(String name, String parameter, Pooled test) throws Exception {
    PostgresDatabase database = PostgresDatabase.create(postgres, name);
    Path own = Files.createDirectory(folder.resolve("bouncer-" + name));
    try (PgBouncerProcess bouncer = PgBouncerProcess.start(own, database.url(), "transaction")) {
      Map<String, String> settings = database.settings();
      settings.computeIfPresent(
          "roomservice.db.url", (setting, url) -> bouncer.through(url) + parameter);
      test.with(settings);
    }
  }

  @Test
  void withoutTheParameterTheStartSaysWhatIsMissing() throws Exception {
    pooled(
        "unprepared",
        "",
        settings ->
            assertThatThrownBy(
                    () -> ServerProcess.start(folder.resolve("pooled-without"), settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run.sh: not started: roomservice.db.url")
                .hasMessageContaining("a connection pooler without prepareThreshold=0"));
  }

  @Test
  void withItEverybodyIsServed() throws Exception {
    pooled("pooled", "&prepareThreshold=0", PgBouncerIT::serveEverybody);
  }

  private static void serveEverybody(Map<String, String> settings) throws Exception {
    try (ServerProcess server = ServerProcess.start(folder.resolve("pooled-with"), settings)) {
      ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
      List<Future<Integer>> codes = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        String user = "pooled" + i;
        codes.add(
            threads.submit(
                () ->
                    DemoClient.login(server.base(), "live_room", user)
                        .addPusher("room-" + user)
                        .getInt("code")));
      }
      for (Future<Integer> code : codes) {
        assertThat(code.get()).isZero();
      }
      threads.shutdown();
      assertThat(Files.readString(server.log())).doesNotContain("prepared statement");
    }
  }
}
