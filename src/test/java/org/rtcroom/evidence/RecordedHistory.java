package org.rtcroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.IssuedSecrets;
import org.rtcroom.server.OutsideCopy;
import org.rtcroom.server.ServerProcess;

/**
 * A small history, made by a real server in two starts: sessions that were closed, held, erased
 * from and left open, one that went on in the second start, a case, a ban that stands and one that
 * was lifted, a refusal, a key, and checkpoints over all but the last lines of the access log.
 */
final class RecordedHistory {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path home;
  private final Map<String, String> settings;
  private JsonObject first = fields();
  private JsonObject second = fields();
  private JsonObject one = fields();
  private JsonObject two = fields();

  RecordedHistory(Path home, Map<String, String> settings) {
    this.home = home;
    this.settings = new HashMap<>(settings);
    this.settings.put("roomservice.retention.classes", "long");
    this.settings.put("roomservice.retention.long", "30d");
    this.settings.put("roomservice.retention.multi-room.standard", "1d");
  }

  /** The copy of the checkpoints outside the database. */
  Path file() {
    return home.resolve("checkpoints.log");
  }

  Path publicKey() {
    return home.resolve("keys/checkpoint-key.pem.pub");
  }

  Path privateKey() {
    return home.resolve("keys/checkpoint-key.pem");
  }

  /** The first start; the server has stopped when this returns. */
  void begin() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, settings)) {
      DemoClient ann = DemoClient.login(server.base(), "double_room", "ann");
      DemoClient bob = DemoClient.login(server.base(), "double_room", "bob");
      giveKeysOut(server);
      join(ann, "banned");
      join(bob, "banned");
      call(
          server,
          "POST",
          session(server, "banned") + "/members/bob/removal",
          fields("reason", "noise", "ban", "2027-01-31T12:00:00Z"));
      assertThat(bob.addPusher("banned").getInt("code")).isNotZero();
      call(
          server,
          "POST",
          "keys",
          Json.createObjectBuilder(fields("name", "desk", "expires", "2026-12-31T12:00:00Z"))
              .add("roles", Json.createArrayBuilder().add("AUDITOR"))
              .build());
      meet("held", ann);
      call(server, "PUT", session(server, "held") + "/hold", fields("reason", "a complaint"));
      meet("erased", ann);
      call(
          server,
          "POST",
          session(server, "erased") + "/erasures",
          fields("userID", "ann", "reason", "asked for", "legalBasis", "PIPL art. 47"));
      takeTwoPersons(server, ann);
      meet("kept", DemoClient.login(server.base(), "multi_room", "kim"));
      refuseToErase(server, "kept");
      meet("met", ann, bob);
      meet("covered", ann);
      awaitCover(ann);
    }
  }

  /** Two administrators, and the auditors they give keys to. */
  private void giveKeysOut(ServerProcess server) throws Exception {
    first = key(server, demoKey(), "first", "ADMIN");
    second = key(server, demoKey(), "second", "ADMIN");
    one = key(server, first.getString("key"), "one", "AUDITOR");
    two = key(server, second.getString("key"), "two", "AUDITOR");
    JsonObject three = key(server, first.getString("key"), "three", "AUDITOR");
    key(server, first.getString("key"), "unconfirmed", "AUDITOR");
    confirm(server, second, one);
    confirm(server, first, two);
    confirm(server, second, three);
  }

  /** One hold is lifted, and one session, which is to be kept for 30 days, erased from before. */
  private void takeTwoPersons(ServerProcess server, DemoClient ann) throws Exception {
    meet("lifted", ann);
    call(server, "PUT", session(server, "lifted") + "/hold", fields("reason", "a complaint"));
    meet("early", ann);
    JsonObject kept = fields("class", "long", "base", Clock.systemUTC().instant().toString());
    for (JsonObject auditor : List.of(one, two)) {
      String text = auditor.getString("key");
      String lifts = session(server, "lifted") + "/hold/lifts";
      call(server, text, "POST", lifts, fields("reason", "settled"));
      call(server, text, "PUT", session(server, "early") + "/retention", kept);
    }
    for (JsonObject administrator : List.of(first, second)) {
      call(
          server,
          administrator.getString("key"),
          "POST",
          session(server, "early") + "/erasures",
          fields(
              "userID",
              "ann",
              "reason",
              "asked for",
              "legalBasis",
              "PIPL art. 47",
              "earlyLegalBasis",
              "court order 7"));
    }
    JsonObject late = key(server, second.getString("key"), "late", "AUDITOR");
    confirm(server, first, late);
  }

  /** Sessions of that family are kept for a day. */
  private void refuseToErase(ServerProcess server, String room) throws Exception {
    HttpResponse<String> answer =
        send(
            server,
            demoKey(),
            "POST",
            session(server, room) + "/erasures",
            fields("userID", "kim", "reason", "asked for", "legalBasis", "PIPL art. 47"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body()).contains("not-erasable", "must be kept until", "earlyLegalBasis");
  }

  private JsonObject key(ServerProcess server, String by, String name, String role)
      throws Exception {
    return call(
        server,
        by,
        "POST",
        "keys",
        Json.createObjectBuilder(fields("name", name, "expires", "2026-12-31T12:00:00Z"))
            .add("roles", Json.createArrayBuilder().add(role))
            .build());
  }

  private void confirm(ServerProcess server, JsonObject by, JsonObject key) throws Exception {
    String path = "keys/" + key.getString("id") + "/confirmation";
    call(server, by.getString("key"), "POST", path, fields());
  }

  private String demoKey() throws IOException {
    return Files.readString(home.resolve("demo-api-key")).strip();
  }

  /** The second start. */
  void goOn() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, settings)) {
      DemoClient ann = DemoClient.login(server.base(), "double_room", "ann");
      DemoClient bob = DemoClient.login(server.base(), "double_room", "bob");
      assertThat(ann.call("delete_pusher", "banned").getInt("code")).isZero();
      join(ann, "open");
      meet("later", ann);
      call(
          server,
          "POST",
          session(server, "later") + "/statements",
          fields("type", "case", "occurredAt", "2026-01-31T12:00:00Z", "data", "4711"));
      liftBan(server, ann, bob);
      awaitCover(ann);
    }
  }

  /** Bob is banned from a room, and let in again. */
  private void liftBan(ServerProcess server, DemoClient ann, DemoClient bob) throws Exception {
    join(ann, "lifted");
    join(bob, "lifted");
    call(
        server,
        "POST",
        session(server, "lifted") + "/members/bob/removal",
        fields("reason", "noise", "ban", "2027-01-31T13:00:00Z"));
    JsonArray bans = call(server, "GET", "bans", fields()).getJsonArray("items");
    JsonObject ban =
        bans.getValuesAs(JsonObject.class).stream()
            .filter(each -> each.getString("roomID").equals("lifted"))
            .findFirst()
            .orElseThrow();
    call(server, "DELETE", "bans/" + ban.getString("id"), fields());
    assertThat(ann.call("delete_pusher", "lifted").getInt("code")).isZero();
  }

  private static void join(DemoClient client, String room) {
    JsonObject answer = client.addPusher(room);
    assertThat(answer.getInt("code")).as(answer.toString()).isZero();
  }

  /** They come, and go in the opposite order. */
  private static void meet(String room, DemoClient... clients) {
    for (DemoClient client : clients) {
      join(client, room);
    }
    for (int i = clients.length - 1; i >= 0; i--) {
      assertThat(clients[i].call("delete_pusher", room).getInt("code")).isZero();
    }
  }

  private void awaitCover(DemoClient client) throws Exception {
    new OutsideCopy(file()).awaitCover(() -> meet("marker", client));
  }

  private String session(ServerProcess server, String room) throws Exception {
    JsonObject found = call(server, "GET", "sessions?roomID=" + room, fields());
    return "sessions/" + found.getJsonArray("items").getJsonObject(0).getString("sessionId");
  }

  private JsonObject call(ServerProcess server, String verb, String path, JsonObject body)
      throws Exception {
    return call(server, demoKey(), verb, path, body);
  }

  private static JsonObject call(
      ServerProcess server, String key, String verb, String path, JsonObject body)
      throws Exception {
    HttpResponse<String> answer = send(server, key, verb, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      JsonObject given = reader.readObject();
      if (path.equals("keys")) {
        IssuedSecrets.note(given.getString("key"));
      }
      return given;
    }
  }

  private static HttpResponse<String> send(
      ServerProcess server, String key, String verb, String path, JsonObject body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve("api/v1/" + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(body.isEmpty() ? "" : body.toString()))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static JsonObject fields(String... namesAndValues) {
    var fields = Json.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields.build();
  }
}
