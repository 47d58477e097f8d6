package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server killed in the middle of its work loses nothing that it acknowledged. */
class KillNineIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int CLIENTS = 8;
  private static final int OPERATIONS = Integer.getInteger("it.kill.operations", 2_000);

  /** So that a slow machine evicts nobody before it was asked for everybody. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "roomservice.rooms.double-room.heartbeat-timeout", "1h",
          "roomservice.rooms.double-room.idle-timeout", "1h");

  private final Path home;
  private final CountDownLatch acknowledged = new CountDownLatch(OPERATIONS);
  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();

  KillNineIT(@TempDir Path home) {
    this.home = home;
  }

  /** What one client did in one room, as far as the server acknowledged it. */
  private static final class Visit {
    final DemoClient client;
    final String roomId;
    volatile boolean opened;
    volatile boolean joined;
    volatile boolean leaving;
    volatile boolean left;

    Visit(DemoClient client, String roomId) {
      this.client = client;
      this.roomId = roomId;
    }
  }

  @Test
  void everyAcknowledgedOperationIsInTheAuditAndClientsGoOn() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, PATIENT)) {
      List<Future<?>> clients = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
      for (int i = 0; i < CLIENTS; i++) {
        DemoClient client = DemoClient.login(server.base(), "double_room", "user" + i);
        clients.add(threads.submit(() -> workUntilTheServerIsGone(client)));
      }
      assertThat(acknowledged.await(5, TimeUnit.MINUTES)).isTrue();
      server.kill9();
      for (Future<?> client : clients) {
        client.get();
      }
      threads.shutdown();
    }
    try (ServerProcess again = ServerProcess.start(home, PATIENT)) {
      String key = Files.readString(home.resolve("demo-api-key")).strip();
      for (Visit visit : visits) {
        assertGoesOn(again.base(), visit);
      }
      for (Visit visit : visits) {
        assertRecorded(again.base(), key, visit);
      }
    }
  }

  private void workUntilTheServerIsGone(DemoClient client) {
    try {
      for (int i = 0; ; i++) {
        visit(client, client.userId() + "-room" + i, i % 2 == 0);
      }
    } catch (DemoClient.NoAnswer e) {
      return;
    }
  }

  private void visit(DemoClient client, String roomId, boolean leaves) {
    Visit visit = new Visit(client, roomId);
    visits.add(visit);
    JsonObject wish =
        Json.createObjectBuilder()
            .add("userID", client.userId())
            .add("roomID", roomId)
            .add("roomInfo", "info")
            .build();
    visit.opened = succeeded(client.call("create_room", wish));
    visit.joined = succeeded(client.addPusher(roomId));
    visit.leaving = leaves;
    if (leaves) {
      visit.left = succeeded(client.call("delete_pusher", roomId));
    }
  }

  private boolean succeeded(JsonObject answer) {
    assertThat(answer.getInt("code")).as("%s", answer).isZero();
    acknowledged.countDown();
    return true;
  }

  /** The session replays, so its chain verifies, and tells what the client was told. */
  private static void assertRecorded(URI base, String key, Visit visit) throws Exception {
    JsonObject found = audit(base, key, "sessions?roomID=" + visit.roomId);
    if (!visit.opened) {
      return;
    }
    assertThat(found.getJsonArray("items")).as(visit.roomId).hasSize(1);
    String session = found.getJsonArray("items").getJsonObject(0).getString("sessionId");
    audit(base, key, "sessions/" + session);
    List<String> kinds =
        audit(base, key, "sessions/" + session + "/events").getJsonArray("items").stream()
            .map(event -> event.asJsonObject().getString("kind"))
            .toList();
    assertThat(kinds).as(visit.roomId).contains("OPENED");
    assertThat(kinds.contains("JOINED") || !visit.joined).as(visit.roomId).isTrue();
    assertThat(kinds.contains("LEFT") || !visit.left).as(visit.roomId).isTrue();
  }

  /** With the token of before: a room that was open is open, with its member inside. */
  private static void assertGoesOn(URI base, Visit visit) {
    if (visit.joined && !visit.leaving) {
      DemoClient client = visit.client.at(base);
      JsonObject room = client.call("get_pushers", visit.roomId);
      assertThat(room.getInt("code")).as("%s", room).isZero();
      assertThat(room.getJsonArray("pushers")).hasSize(1);
      assertThat(client.call("pusher_heartbeat", visit.roomId).getInt("code")).isZero();
    }
  }

  private static JsonObject audit(URI base, String key, String path) throws Exception {
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(base.resolve("api/v1/" + path))
                .header("Authorization", "Bearer " + key)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }
}
