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
  private static PostgresDatabase database;
  private static PgBouncerProcess bouncer;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(PgBouncerProcess.exists(), "no PgBouncer on this machine");
    postgres = PostgresProcess.start(folder.resolve("postgres"));
    database = PostgresDatabase.create(postgres, "pooled");
    bouncer =
        PgBouncerProcess.start(
            Files.createDirectory(folder.resolve("bouncer")), database.url(), "transaction");
  }

  @AfterAll
  static void end() {
    if (bouncer != null) {
      bouncer.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static Map<String, String> settings(String parameter) {
    Map<String, String> settings = database.settings();
    settings.computeIfPresent(
        "roomservice.db.url", (name, url) -> bouncer.through(url) + parameter);
    return settings;
  }

  @Test
  void withoutTheParameterTheStartSaysWhatIsMissing() {
    assertThatThrownBy(() -> ServerProcess.start(folder.resolve("pooled-without"), settings("")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run.sh: not started: roomservice.db.url")
        .hasMessageContaining("a connection pooler without prepareThreshold=0");
  }

  @Test
  void withItEverybodyIsServed() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(folder.resolve("pooled-with"), settings("&prepareThreshold=0"))) {
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
