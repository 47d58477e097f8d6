package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server killed between the steps of a checkpoint signs no number twice, and database, file and
 * witness agree once it is back. A file that cannot be written to and a witness that does not
 * answer keep it between two steps. It runs where numbers are written with Arabic digits, which
 * must not reach what machines read.
 */
class KilledCheckpointIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path home;
  private final Path file;
  private final List<String> witnessed = new CopyOnWriteArrayList<>();
  private volatile boolean answering = true;
  private HttpServer witness;

  KilledCheckpointIT(@TempDir Path home) {
    this.home = home;
    file = home.resolve("checkpoints.log");
  }

  @BeforeEach
  void aWitness() throws IOException {
    witness = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    witness.setExecutor(Executors.newCachedThreadPool());
    witness.createContext("/", this::see);
    witness.start();
  }

  @AfterEach
  void theWitnessGoes() {
    witness.stop(0);
  }

  /** Takes what it is shown, and may leave it at that. */
  private void see(HttpExchange exchange) throws IOException {
    witnessed.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (answering) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }
  }

  private ServerProcess start() {
    return ServerProcess.start(
        home,
        Map.of(
            "roomservice.audit.witness", "url",
            "roomservice.audit.witness-url",
                "http://127.0.0.1:" + witness.getAddress().getPort() + "/",
            "roomservice.audit.witness-timeout", "60s",
            "user.language", "ar",
            "user.country", "EG"));
  }

  @Test
  void noNumberIsSignedTwiceWhereverItIsKilled() throws Exception {
    killedOnceTheRowIsCommitted();
    killedOnceTheWitnessWasTold();
    killedWhileItAppended();
    try (ServerProcess server = start()) {
      close(server, "last");
      awaitThat(() -> witnessed.contains(lines().get(lines().size() - 1)));
      assertAgreed(server);
    }
  }

  /** What stands in the file's place cannot be written to. */
  private void killedOnceTheRowIsCommitted() throws Exception {
    ServerProcess server = start();
    awaitThat(() -> !lines().isEmpty());
    close(server, "first");
    awaitThat(() -> lines().size() > 1 && witnessed.contains(lines().get(lines().size() - 1)));
    int before = lines().size();
    int seen = witnessed.size();
    Path aside = Files.move(file, home.resolve("aside"));
    Files.createDirectory(file);
    close(server, "second");
    awaitThat(() -> lastInDatabase(server) >= before);
    server.kill9();
    Files.delete(file);
    Files.move(aside, file);
    assertThat(lines()).hasSize(before);
    assertThat(witnessed).hasSize(seen);
  }

  private void killedOnceTheWitnessWasTold() throws Exception {
    answering = false;
    int before = witnessed.size();
    try (ServerProcess server = start()) {
      awaitThat(() -> witnessed.size() > before);
      server.kill9();
    }
    answering = true;
    assertThat(lines()).contains(witnessed.get(before));
  }

  /** What the kill of a machine leaves of a line that was being written. */
  private void killedWhileItAppended() throws Exception {
    witness.stop(0);
    ServerProcess server = ServerProcess.start(home, Map.of());
    int before = lines().size();
    close(server, "third");
    awaitThat(() -> lines().size() > before);
    server.kill9();
    try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
      torn.setLength(torn.length() - 40);
    }
    aWitness();
  }

  /** Every number once, the same everywhere, and all of it verifies. */
  private void assertAgreed(ServerProcess server) throws Exception {
    List<String> lines = lines();
    for (int number = 0; number < lines.size(); number++) {
      assertThat(parsed(parsed(lines.get(number)).getString("body")).getInt("number"))
          .isEqualTo(number);
    }
    assertThat(lines).containsAll(witnessed);
    List<JsonObject> rows =
        call(server, "GET", "audit/checkpoints?limit=500", "")
            .getJsonArray("items")
            .getValuesAs(JsonObject.class);
    assertThat(rows).hasSizeGreaterThanOrEqualTo(lines.size());
    for (JsonObject row : rows.subList(rows.size() - lines.size(), rows.size())) {
      assertThat(lines.get(row.getInt("number"))).contains(row.getString("hash"));
    }
    JsonObject verified = call(server, "POST", "audit/verifications?wait=60", "{}");
    assertThat(verified.getBoolean("ok")).as(verified.toString()).isTrue();
  }

  private void close(ServerProcess server, String room) {
    DemoClient ann = DemoClient.login(server.base(), "double_room", "ann");
    assertThat(ann.addPusher(room).getInt("code")).isZero();
    assertThat(ann.call("delete_pusher", room).getInt("code")).isZero();
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private long lastInDatabase(ServerProcess server) throws Exception {
    List<JsonObject> newest =
        call(server, "GET", "audit/checkpoints?limit=1", "")
            .getJsonArray("items")
            .getValuesAs(JsonObject.class);
    return newest.isEmpty() ? -1 : newest.get(0).getInt("number");
  }

  private void awaitThat(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    Executor later = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime() < deadline).as("the witness saw %s", witnessed).isTrue();
      CompletableFuture.runAsync(() -> {}, later).join();
    }
  }

  private JsonObject call(ServerProcess server, String verb, String path, String body)
      throws Exception {
    URI uri = server.base().resolve("api/v1/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header(
                "Authorization", "Bearer " + Files.readString(home.resolve("demo-api-key")).strip())
            .header("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return parsed(answer.body());
  }

  private static JsonObject parsed(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
