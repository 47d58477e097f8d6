package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtcroom.verifier.AcceptedRestores;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.SecondVerifier;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.ZipEvidence;

/**
 * A backup that is put back brings nothing back to life that was ended since: a token that was
 * logged out, an API key that was revoked, a user who was erased, also of a session that is open
 * again. What is recorded of him in that since the restore is erased by hand.
 */
class RevivedDatabaseIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration A_WHILE = Duration.ofSeconds(30);
  private static final String ACKNOWLEDGE = "roomservice.audit.acknowledge-restored";
  private static final Map<String, String> LAPSES_SOON =
      Map.of(
          "roomservice.rooms.double-room.heartbeat-timeout", "2s",
          "roomservice.rooms.double-room.idle-timeout", "2s",
          "roomservice.sweep.interval", "1s",
          "roomservice.audit.checkpoint-interval", "2s");

  private final Path home;

  RevivedDatabaseIT(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void whatWasEndedStaysEnded() throws Exception {
    Path database = home.resolve("roomservice.mv.db");
    Path backup = home.resolve("backup");
    DemoClient carol;
    JsonObject key;
    try (ServerProcess server = ServerProcess.start(home, LAPSES_SOON)) {
      meet(server.base(), "closed", "bob");
      carol = DemoClient.login(server.base(), "double_room", "carol");
      assertThat(carol.call("get_push_url", "any").getInt("code")).isZero();
      key = newKey(server.base());
      assertThat(keys(server.base(), key.getString("key"))).isEqualTo(200);
      checkpointAfter(lastInFile());
      DemoClient dave = DemoClient.login(server.base(), "double_room", "dave");
      assertThat(dave.addPusher("open").getInt("code")).isZero();
    }
    Files.copy(database, backup);
    String closed;
    String open;
    try (ServerProcess server = ServerProcess.start(home, LAPSES_SOON)) {
      URI base = server.base();
      closed = session(base, "closed");
      open = session(base, "open");
      await(() -> state(base, open).equals("closed"));
      erase(base, closed, "bob");
      erase(base, open, "dave");
      assertThat(send(base, "DELETE", "api/v1/keys/" + key.getString("id"), "").statusCode())
          .isEqualTo(200);
      assertThat(keys(base, key.getString("key"))).isEqualTo(401);
      assertThat(carol.at(base).call("logout", "").getInt("code")).isZero();
      assertThat(carol.at(base).call("get_push_url", "any").getInt("code")).isEqualTo(7);
      checkpointAfter(lastInFile());
    }
    assertThat(Files.readString(home.resolve("checkpoints.log")))
        .contains("{\"format\":1,\"ended\":")
        .doesNotContain("bob", "dave", "carol");
    long lost = lastInFile();

    Files.copy(backup, database, StandardCopyOption.REPLACE_EXISTING);
    long behind;
    try (ServerProcess server = ServerProcess.startAlive(home, LAPSES_SOON)) {
      String ready = send(server.base(), "GET", "ops/health/ready", "").body();
      behind = Long.parseLong(ready.replaceAll("(?s).*" + ACKNOWLEDGE + "=(-?[0-9]+).*", "$1"));
    }
    Map<String, String> acknowledged = new HashMap<>(LAPSES_SOON);
    acknowledged.put(ACKNOWLEDGE, "" + behind);
    try (ServerProcess server = ServerProcess.start(home, acknowledged)) {
      URI base = server.base();
      assertThat(carol.at(base).call("get_push_url", "any").getInt("code")).isEqualTo(7);
      assertThat(keys(base, key.getString("key"))).isEqualTo(401);
      assertThat(events(base, closed)).doesNotContain("bob").contains("ann", "\"restored\"");
      DemoClient.login(base, "double_room", "carol");
      assertThat(carol.at(base).call("get_push_url", "any").getInt("code")).isEqualTo(7);
      await(() -> state(base, open).equals("closed"));
      await(() -> events(base, open).contains("\"restored\""));
      assertThat(events(base, open)).doesNotContain("Name of dave");
      erase(base, open, "dave"); // that he lapsed was recorded since
      assertThat(events(base, open)).doesNotContain("dave");
      checkpointAfter(lastInFile());
      assertVerifies(base, behind + 1 + "-" + lost);
    }
  }

  /** Ann and another one meet, and leave. */
  private void meet(URI base, String room, String other) {
    for (String user : new String[] {"ann", other}) {
      assertThat(DemoClient.login(base, "double_room", user).addPusher(room).getInt("code"))
          .isZero();
    }
    await(() -> state(base, session(base, room)).equals("closed"));
  }

  private String session(URI base, String room) {
    return parsed(send(base, "GET", "api/v1/sessions?roomID=" + room, "").body())
        .getJsonArray("items")
        .getJsonObject(0)
        .getString("sessionId");
  }

  private String state(URI base, String session) {
    JsonObject read = parsed(send(base, "GET", "api/v1/sessions/" + session, "").body());
    return read.getString("state");
  }

  private String events(URI base, String session) {
    return send(base, "GET", "api/v1/sessions/" + session + "/events?limit=500", "").body();
  }

  private void erase(URI base, String session, String user) {
    String body = "{\"userID\":\"" + user + "\",\"reason\":\"asked\",\"legalBasis\":\"GDPR 17\"}";
    HttpResponse<String> answer =
        send(base, "POST", "api/v1/sessions/" + session + "/erasures", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private JsonObject newKey(URI base) {
    String expires = Instant.now().plus(9, ChronoUnit.DAYS).toString();
    String body =
        "{\"name\":\"back end\",\"roles\":[\"INTEGRATOR\"],\"expires\":\"" + expires + "\"}";
    HttpResponse<String> answer = send(base, "POST", "api/v1/keys", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return parsed(answer.body());
  }

  /** What the holder of that key is answered. */
  private static int keys(URI base, String key) {
    return send(base, "GET", "api/v1/sessions", "", key).statusCode();
  }

  private void assertVerifies(URI base, String range) throws Exception {
    Path export = home.resolve("export.zip");
    HTTP.send(request(base, "api/v1/audit/export", demoKey()).build(), BodyHandlers.ofFile(export));
    Path pem = home.resolve("keys/checkpoint-key.pem.pub");
    AcceptedRestores accepted = AcceptedRestores.NONE.and(range).orElseThrow();
    Report report =
        new Verification(
                new ZipEvidence(export),
                Key.ofPem(Files.readString(pem)),
                null,
                new Tally(),
                accepted)
            .run();
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    if (SecondVerifier.exists()) {
      SecondVerifier.Said said = SecondVerifier.run("export", pem, export, "--restored", range);
      assertThat(said.code()).as(said.text()).isZero();
    }
  }

  private void checkpointAfter(long number) {
    await(() -> lastInFile() > number);
  }

  private static void await(BooleanSupplier done) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    Executor later = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      CompletableFuture.runAsync(() -> {}, later).join();
    }
  }

  private long lastInFile() {
    try {
      long last = -1;
      for (String line : Files.readAllLines(home.resolve("checkpoints.log"))) {
        String body = parsed(line).getString("body", "");
        last = body.isEmpty() ? last : parsed(body).getJsonNumber("number").longValue();
      }
      return last;
    } catch (IOException e) {
      return -1;
    }
  }

  private String demoKey() {
    try {
      return Files.readString(home.resolve("demo-api-key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(URI base, String method, String path, String body) {
    return send(base, method, path, body, demoKey());
  }

  private static HttpResponse<String> send(
      URI base, String method, String path, String body, String key) {
    try {
      return HTTP.send(
          request(base, path, key).method(method, BodyPublishers.ofString(body)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder request(URI base, String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(A_WHILE)
            .header("Authorization", "Bearer " + key);
    return request.header("Content-Type", "application/json");
  }

  private static JsonObject parsed(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
