package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.journal.LongSession;

/**
 * Nobody's reads of a very long session take a node's memory, or keep it from others: what it has
 * of memory would not hold the session once.
 */
class LongSessionIT {

  private static final long LINES = Long.getLong("it.long-session", 200_000);
  private static final String HEAP = "-Xmx256m -Xms64m";
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  /** Each read has a connection of its own. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final LongSession session = new LongSession(NOON, LINES);

  /** What is read and written whole, which takes its time. */
  private final LongSession shorter = new LongSession(NOON.minus(Duration.ofDays(30)), LINES / 10);

  private final Path folder;

  LongSessionIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void onH2() throws Exception {
    Path home = Files.createDirectories(folder.resolve("long-session"));
    String url = "jdbc:h2:file:" + home.resolve("roomservice");
    Flyway.configure()
        .dataSource(url, "roomservice", "roomservice")
        .locations("filesystem:db/migration", "filesystem:db/h2")
        .placeholders(Map.of("bytes", "varbinary"))
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url, "roomservice", "roomservice")) {
      session.into(connection);
      shorter.into(connection);
    }
    readAtOnce(home, Map.of());
  }

  @Test
  void onPostgres() throws Exception {
    Path home = folder.resolve("long-session-pg");
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      PostgresDatabase database = PostgresDatabase.create(postgres, "long_session");
      try (Connection connection = database.connectAsService()) {
        session.into(connection);
        shorter.into(connection);
      }
      readAtOnce(home, database.settings());
    }
  }

  /** The memory is full before anything is deployed; a process that went on would say nothing. */
  @Test
  void aNodeWhoseMemoryIsFullEnds() {
    assertThatThrownBy(
            () ->
                ServerProcess.startWith(
                        folder.resolve("full"), Map.of(), Map.of("JAVA_OPTS", "-Xmx24m"))
                    .close())
        .hasMessageContaining("ended with status 3");
  }

  private void readAtOnce(Path home, Map<String, String> settings) throws Exception {
    try (ServerProcess server =
        ServerProcess.startWith(home, settings, Map.of("JAVA_OPTS", HEAP))) {
      Reads reads = new Reads(server.base(), home);
      ExecutorService threads = Executors.newCachedThreadPool();
      List<Future<Integer>> answers = new ArrayList<>();
      for (String path : paths()) {
        answers.add(threads.submit(() -> reads.status(path)));
      }
      int served = 0;
      do {
        serveOthers(server.base(), "other" + served++);
      } while (!answers.stream().allMatch(Future::isDone));
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
      threads.shutdown();
      erase(DemoRecord.of(server.base(), home));
      assertThat(reads.status("sessions/" + session.id())).isEqualTo(200);
      assertThat(server.alive()).isTrue();
    }
  }

  /** Eight at once. */
  private List<String> paths() {
    String its = "sessions/" + session.id();
    return List.of(
        its,
        its,
        its + "/at?time=" + session.at(LINES / 2),
        its + "/at?time=" + session.at(10),
        its + "/at?time=" + session.at(LINES - 2),
        its + "/events?limit=500",
        "sessions/" + shorter.id() + "/dossier",
        "audit/export?to=" + NOON.minus(Duration.ofDays(1)));
  }

  private static void serveOthers(URI base, String user) throws IOException {
    DemoClient other = DemoClient.login(base, "double_room", user);
    assertThat(other.addPusher(user).getInt("code")).isZero();
    assertThat(other.call("pusher_heartbeat", user).getInt("code")).isZero();
    assertThat(other.call("delete_pusher", user).getInt("code")).isZero();
  }

  private void erase(DemoRecord record) throws Exception {
    JsonObject ann =
        Json.createObjectBuilder()
            .add("userID", "ann")
            .add("reason", "asked")
            .add("legalBasis", "PIPL art. 47")
            .build();
    JsonObject erased = record.post("sessions/" + session.id() + "/erasures", ann);
    assertThat(erased.getInt("lines")).isGreaterThan((int) (LINES / 2 - 1));
  }

  /** Reads by the API, whose answers are counted and thrown away. */
  private static final class Reads {

    private final URI base;
    private final String key;

    Reads(URI base, Path home) throws IOException {
      this.base = base;
      this.key = Files.readString(home.resolve("demo-api-key")).strip();
    }

    int status(String path) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("api/v1/" + path))
              .header("Authorization", "Bearer " + key)
              .build();
      HttpResponse<InputStream> answer = HTTP.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        assertThat(body.transferTo(OutputStream.nullOutputStream())).isPositive();
      }
      return answer.statusCode();
    }
  }
}
