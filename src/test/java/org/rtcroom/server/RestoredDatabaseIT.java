package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.AcceptedRestores;
import org.rtcroom.verifier.Finding;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.SecondVerifier;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.ZipEvidence;

/**
 * A database put back from an old backup is found out, and goes on only when an operator says that
 * he knows; and the key that signs changes meanwhile. A witness that is down stops nothing.
 */
class RestoredDatabaseIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ACKNOWLEDGE = "roomservice.audit.acknowledge-restored";
  private static final String KEY = "roomservice.audit.checkpoint-key-file";
  private static final String LOST = "roomservice.audit.checkpoint-key-lost";
  private static final String PREVIOUS = "roomservice.audit.checkpoint-key-previous-file";
  private static final Map<String, String> NOBODY_ANSWERS =
      Map.of(
          "roomservice.audit.witness", "url",
          "roomservice.audit.witness-url", "http://127.0.0.1:9/");

  private static final Map<String, String> LAPSES_SOON =
      Map.of(
          "roomservice.rooms.double-room.heartbeat-timeout", "1s",
          "roomservice.sweep.interval", "1s");

  private final Path home;

  RestoredDatabaseIT(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void anOldBackupIsFoundOutAndGoesOnOnceThatIsAcknowledged() throws Exception {
    Path database = home.resolve("roomservice.mv.db");
    Path backup = home.resolve("backup");
    long kept;
    try (ServerProcess server = start(NOBODY_ANSWERS)) {
      kept = closeARoom(server.base(), "before");
      assertTheFileMayFailForAWhile(server.base());
      assertThat(DemoClient.login(server.base(), "double_room", "bob").addPusher("inside"))
          .isNotNull();
    }
    kept = Math.max(kept, lastInFile());
    Files.copy(database, backup);
    try (ServerProcess server = start(NOBODY_ANSWERS)) {
      closeARoom(server.base(), "after");
    }
    long lost = lastInFile();
    List<String> fileBefore = Files.readAllLines(file());
    assertThat(lost).isGreaterThan(kept);

    Files.copy(backup, database, StandardCopyOption.REPLACE_EXISTING);
    long behind;
    try (ServerProcess server = ServerProcess.startAlive(home, inBurma(LAPSES_SOON))) {
      behind = assertNotServed(server.base(), lost);
      assertNobodyIsEvicted(server.base());
    }
    Map<String, String> acknowledged =
        Map.of(
            ACKNOWLEDGE, "" + behind,
            KEY, newKey("second.pem"),
            PREVIOUS, home.resolve("keys/checkpoint-key.pem").toString());
    try (ServerProcess server = start(acknowledged)) {
      assertRestored(server.base(), behind, lost);
      closeARoom(server.base(), "again");
      assertVerifiesForAnAuditorWhoAcceptsIt(server.base(), behind + 1 + "-" + lost);
    }
    String lostKey =
        Files.readString(file()).replaceAll("(?s).*\\\\\"new\\\\\":\\\\\"([0-9a-f]{16}).*", "$1");
    Map<String, String> anotherKey = Map.of(KEY, newKey("third.pem"), LOST, lostKey);
    try (ServerProcess server = start(anotherKey)) {
      closeARoom(server.base(), "newest");
      assertThat(onlyLine(server.base(), apiKey(), "CHECKPOINT_KEY_INTRODUCED").getString("lost"))
          .isEqualTo(lostKey);
    }
    assertThat(Files.readString(file())).contains("\\\"lost\\\":true");
    assertThat(Files.readAllLines(file())).containsSubsequence(fileBefore);
    assertThat(Files.readAllLines(file()).get(fileBefore.size())).contains("\"restored\":");
    assertThat(Files.readAllLines(file()).get(fileBefore.size() + 1)).contains("\"keyChange\":");
    assertNumbersWithoutGaps();
  }

  private ServerProcess start(Map<String, String> settings) {
    return ServerProcess.start(home, inBurma(settings));
  }

  /**
   * Where numbers have other digits: they must not reach the file that a start is compared with.
   */
  private static Map<String, String> inBurma(Map<String, String> settings) {
    Map<String, String> there = new HashMap<>(settings);
    there.put("user.language", "my");
    there.put("user.country", "MM");
    return there;
  }

  /** Meets in a room, leaves, and waits until a checkpoint over more than before is made. */
  private long closeARoom(URI base, String room) throws Exception {
    DemoClient client = DemoClient.login(base, "double_room", "ann");
    long before = lastInFile();
    assertThat(client.addPusher(room).getInt("code")).isZero();
    assertThat(client.call("delete_pusher", room).getInt("code")).isZero();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (lastInFile() <= before) {
      assertThat(System.nanoTime()).as("no checkpoint was made").isLessThan(deadline);
      pause();
    }
    return lastInFile();
  }

  /** A folder in its place stands for whatever keeps the file from being written. */
  private void assertTheFileMayFailForAWhile(URI base) throws Exception {
    Path aside = home.resolve("aside.log");
    Files.move(file(), aside);
    Files.createDirectory(file());
    awaitDetail(base, "not copied outside the database since");
    Files.delete(file());
    Files.move(aside, file());
    awaitDetail(base, "witness: url");
  }

  /** Waits until the detail of the checkpoints ends or goes on so, while the node is ready. */
  private static void awaitDetail(URI base, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String detail = "";
    while (!(detail.equals(text) || detail.contains("; " + text))) {
      assertThat(System.nanoTime()).as(detail).isLessThan(deadline);
      pause();
      HttpResponse<String> ready = get(base, "ops/health/ready", "");
      assertThat(ready.statusCode()).isEqualTo(200);
      detail = check(ready.body(), "checkpoints").getString("detail");
    }
  }

  /** Long after the member of the room left open has lapsed. */
  private void assertNobodyIsEvicted(URI base) throws Exception {
    for (int i = 0; i < 25; i++) {
      pause();
    }
    String key = apiKey();
    String open = get(base, "api/v1/sessions?roomID=inside&state=open", key).body();
    assertThat(parsed(open).getJsonArray("items")).hasSize(1);
  }

  private static void pause() {
    Executor later = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, later).join();
  }

  /** What the database ends at, as the operator is told. */
  private static long assertNotServed(URI base, long lost) throws Exception {
    HttpResponse<String> ready = get(base, "ops/health/ready", "");
    assertThat(ready.statusCode()).isEqualTo(503);
    JsonObject check = check(ready.body(), "checkpoints");
    assertThat(check.getString("status")).isEqualTo("DOWN");
    String detail = check.getString("detail");
    assertThat(detail).contains("the file outside at " + lost).contains(ACKNOWLEDGE + "=");
    HttpResponse<String> refused =
        HTTP.send(
            HttpRequest.newBuilder(base.resolve("weapp/double_room/get_room_list"))
                .timeout(Duration.ofSeconds(30))
                .header("Origin", "https://bank.example")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(parsed(refused.body()).getInt("code")).isEqualTo(503);
    return Long.parseLong(detail.substring(detail.lastIndexOf('=') + 1));
  }

  private void assertRestored(URI base, long behind, long lost) throws Exception {
    String key = apiKey();
    JsonObject restored = onlyLine(base, key, "RESTORED");
    assertThat(restored.getString("database")).isEqualTo("" + behind);
    assertThat(restored.getString("file")).isEqualTo("" + lost);
    assertThat(onlyLine(base, key, "CHECKPOINT_KEY_INTRODUCED").getString("old")).hasSize(16);
    JsonObject started = onlyLine(base, key, "STARTED");
    assertThat(started.getInt("start")).isGreaterThan(1);
    assertThat(started.getString("war")).isEqualTo(digestOfTheWar());
    assertThat(started.getString("version")).startsWith("1.");
    assertThat(started.getString("previousHash")).hasSize(64);
    HttpResponse<String> answer = get(base, "api/v1/audit/checkpoints?limit=500", key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonObject newest = parsed(answer.body()).getJsonArray("items").getJsonObject(0);
    assertThat(newest.getJsonNumber("number").longValue()).isGreaterThanOrEqualTo(lost);
    assertThat(check(get(base, "ops/health/ready", "").body(), "checkpoints").getString("detail"))
        .isEqualTo("witness: none");
  }

  /** As journal-format.md describes it, from the WAR itself. */
  private static String digestOfTheWar() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (ZipFile war = new ZipFile(System.getProperty("it.war"))) {
      List<String> names =
          war.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .sorted()
              .toList();
      for (String name : names) {
        for (byte[] field :
            List.of(
                name.getBytes(StandardCharsets.UTF_8),
                war.getInputStream(war.getEntry(name)).readAllBytes())) {
          digest.update(ByteBuffer.allocate(4).putInt(0, field.length));
          digest.update(field);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of the newest line of that kind, what it holds. */
  private static JsonObject onlyLine(URI base, String key, String kind) throws Exception {
    JsonObject lines = parsed(get(base, "api/v1/access-log?kind=" + kind, key).body());
    return lines.getJsonArray("items").getJsonObject(0).getJsonObject("details");
  }

  private void assertVerifiesForAnAuditorWhoAcceptsIt(URI base, String range) throws Exception {
    Path export = home.resolve("export.zip");
    Files.deleteIfExists(export); // it would be written over, and what is longer would stay
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("api/v1/audit/export"))
            .header("Authorization", "Bearer " + apiKey())
            .build();
    HTTP.send(request, BodyHandlers.ofFile(export));
    Path pem = home.resolve("keys/checkpoint-key.pem.pub");

    Report strict = report(pem, export, AcceptedRestores.NONE);
    assertThat(strict.ok()).isFalse();
    assertThat(strict.found()).containsKey(Finding.Kind.RESTORED_NOT_ACCEPTED);
    Report accepting = report(pem, export, AcceptedRestores.NONE.and(range).orElseThrow());
    assertThat(accepting.ok()).as("%s", accepting.findings()).isTrue();
    if (SecondVerifier.exists()) {
      assertThat(SecondVerifier.run("export", pem, export).code()).isEqualTo(1);
      SecondVerifier.Said said = SecondVerifier.run("export", pem, export, "--restored", range);
      assertThat(said.code()).as(said.text()).isZero();
    }
  }

  private static Report report(Path pem, Path export, AcceptedRestores accepted) throws Exception {
    Key key = Key.ofPem(Files.readString(pem));
    return new Verification(new ZipEvidence(export), key, null, new Tally(), accepted).run();
  }

  private void assertNumbersWithoutGaps() throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (String line : Files.readAllLines(file())) {
      String body = parsed(line).getString("body", "");
      if (!body.isEmpty()) {
        numbers.add(parsed(body).getJsonNumber("number").longValue());
      }
    }
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i);
    }
  }

  private long lastInFile() throws Exception {
    if (Files.notExists(file())) {
      return -1;
    }
    long last = -1;
    for (String line : Files.readAllLines(file())) {
      String body = parsed(line).getString("body", "");
      last = body.isEmpty() ? last : parsed(body).getJsonNumber("number").longValue();
    }
    return last;
  }

  private String newKey(String name) throws Exception {
    byte[] der =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n";
    Path file = Files.writeString(home.resolve(name), pem);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }

  private String apiKey() throws Exception {
    return Files.readString(home.resolve("demo-api-key")).strip();
  }

  private Path file() {
    return home.resolve("checkpoints.log");
  }

  private static JsonObject check(String readiness, String name) {
    return parsed(readiness).getJsonArray("checks").getValuesAs(JsonObject.class).stream()
        .filter(check -> check.getString("name").equals(name))
        .findAny()
        .orElseThrow();
  }

  private static HttpResponse<String> get(URI base, String path, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject parsed(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
