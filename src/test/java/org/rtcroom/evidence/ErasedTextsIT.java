package org.rtcroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.ServerProcess;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Lines;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.SecondVerifier;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.ZipEvidence;

/**
 * A history in which every text and number that a client can choose is one of its kind. Once its
 * people are erased, none of them stands anywhere: in no table, answer, export, dossier or log.
 * What is left verifies, and what must go on without names goes on.
 */
class ErasedTextsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String ANN = "mark01_ann";
  private static final String BOB = "mark02_bob";
  private static final String EVE = "mark03_eve";
  private static final String WEB = "mark04_web";
  private static final List<String> USERS = List.of(ANN, BOB, EVE, WEB);

  private static final String ROOM = "Mark05_room";
  private static final String INVITED_ROOM = "mark06_invited";
  private static final String NUMBER = "3987654321";

  /** What clients and back ends chose, of which everything must have been recorded. */
  private static final List<String> RECORDED =
      List.of(
          ANN,
          BOB,
          EVE,
          WEB,
          ROOM,
          INVITED_ROOM,
          NUMBER,
          "mark07_info",
          "mark08_nickname",
          "mark09_avatar",
          "mark10_field",
          "mark11_value",
          "mark12_counter",
          "mark13_viewer",
          "mark14_category",
          "1987654321",
          "mark15_statement",
          "mark16_role",
          "mark17_web",
          "mark18_field",
          "8123456789012345");

  @TempDir Path folder;

  private Path home = Path.of("");
  private URI base = URI.create("http://127.0.0.1/");

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void nothingIsLeftOfWhoWasErased(String name) throws Exception {
    home = Files.createDirectory(folder.resolve("erased-" + name.toLowerCase(Locale.ROOT)));
    try (RecordedDatabase database =
        name.equals("H2")
            ? RecordedDatabase.ofH2(home)
            : RecordedDatabase.onPostgres(folder.resolve("postgres"))) {
      try (ServerProcess first = ServerProcess.start(home, database.settings())) {
        base = first.base();
        record();
      }
      assertThat(RECORDED).allSatisfy(text -> assertThat(dump(database)).contains(text));
      try (ServerProcess second = ServerProcess.start(home, database.settings())) {
        base = second.base();
        erase();
        assertNothingIsTold();
        assertWhatGoesOn();
        assertThat(marks(Files.readString(second.log(), StandardCharsets.ISO_8859_1))).isEmpty();
      }
      assertThat(marks(dump(database))).isEmpty();
      assertThat(marks(Files.readString(home.resolve("checkpoints.log")))).isEmpty();
    }
  }

  private void record() throws Exception {
    liveRoom();
    webRoom();
    invitedRoom();
  }

  private void liveRoom() throws Exception {
    DemoClient ann = DemoClient.login(base, "live_room", ANN);
    DemoClient bob = DemoClient.login(base, "live_room", BOB);
    DemoClient eve = DemoClient.login(base, "live_room", EVE);
    done(ann.call("create_room", fields("roomID", ROOM, "userID", ANN, "roomInfo", "mark07_info")));
    enter(ann, ROOM);
    enter(bob, ROOM);
    done(
        ann.call(
            "pusher_heartbeat",
            Json.createObjectBuilder(fields("roomID", ROOM, "userID", ANN))
                .add("roomStatusCode", 1_987_654_321)
                .build()));
    done(eve.call("add_audience", fields("roomID", ROOM, "userInfo", "mark13_viewer")));
    done(eve.call("get_pushers", ROOM));
    done(set(bob, "mark10_field", "mark11_value"));
    done(
        bob.call(
            "set_custom_field",
            Json.createObjectBuilder(
                    fields("roomID", ROOM, "fieldName", "mark18_field", "operation", "set"))
                .add("value", 8_123_456_789_012_345L)
                .build()));
    for (DemoClient client : List.of(ann, bob)) {
      done(
          client.call(
              "set_custom_field",
              fields("roomID", ROOM, "fieldName", "mark12_counter", "operation", "inc")));
    }
    done(bob.call("delete_pusher", ROOM));
    manyLines(ann);
    post(
        "POST",
        "sessions/" + session(ROOM) + "/members/" + BOB + "/removal",
        fields("reason", "noise", "ban", "2029-01-31T12:00:00Z"));
    assertThat(bob.addPusher(ROOM).getInt("code")).isEqualTo(7);
    done(ann.call("destroy_room", ROOM));
  }

  /** So many that a snapshot repeats what those wrote who are gone. */
  private static void manyLines(DemoClient client) {
    for (int i = 0; i < 1_050; i++) {
      if (i % 50 == 0) {
        done(client.call("pusher_heartbeat", ROOM));
      }
      done(set(client, "topic", "text " + i));
    }
  }

  private static JsonObject set(DemoClient client, String field, String value) {
    return client.call(
        "set_custom_field",
        fields("roomID", ROOM, "fieldName", field, "operation", "set", "value", value));
  }

  /** The web families take whom they are told, in demo mode. */
  private void webRoom() throws Exception {
    web(
        "create_room",
        fields(
            "roomID",
            NUMBER,
            "userID",
            WEB,
            "roomInfo",
            "mark17_web",
            "nickName",
            "n",
            "roomType",
            "mark14_category"));
    web("quit_room", fields("roomID", NUMBER, "userID", WEB));
  }

  private void web(String operation, JsonObject body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("weapp/webrtc_room/" + operation))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    done(parsed(HTTP.send(request, BodyHandlers.ofString()).body()));
  }

  private void invitedRoom() throws Exception {
    JsonObjectBuilder body = Json.createObjectBuilder();
    body.add("family", "double_room").add("roomID", INVITED_ROOM).add("case", "4711");
    body.add(
        "admitted",
        Json.createArrayBuilder()
            .add(fields("userID", ANN, "role", "mark16_role"))
            .add(fields("userID", BOB, "role", "agent")));
    String session = post("POST", "sessions", body.build()).getString("sessionId");
    post(
        "POST",
        "sessions/" + session + "/statements",
        fields(
            "type",
            "check",
            "occurredAt",
            "2026-01-31T12:00:00Z",
            "userID",
            ANN,
            "data",
            "mark15_statement"));
    post("POST", "sessions/" + session + "/close", fields("reason", "over"));
    post(
        "POST",
        "tickets",
        Json.createObjectBuilder().add("userID", EVE).add("validFor", 60).build());
    post("POST", "users/" + EVE + "/revocation", fields("notBefore", "2026-01-01T00:00:00Z"));
    get("sessions?userID=" + EVE);
  }

  private static void enter(DemoClient client, String room) {
    String url = done(client.call("get_push_url", room)).getString("pushURL");
    done(
        client.call(
            "add_pusher",
            fields(
                "roomID",
                room,
                "userID",
                client.userId(),
                "pushURL",
                url,
                "userName",
                "mark08_nickname",
                "userAvatar",
                "https://example.com/mark09_avatar.png")));
  }

  private static JsonObject done(JsonObject answer) {
    assertThat(answer.getInt("code")).as(answer.toString()).isZero();
    return answer;
  }

  /** Everybody, from each session that tells of them, and from the access log that has ended. */
  private void erase() throws Exception {
    JsonObject grounds = fields("reason", "asked for", "legalBasis", "PIPL art. 47");
    for (String user : USERS) {
      JsonObject body = Json.createObjectBuilder(grounds).add("userID", user).build();
      for (String session : sessions()) {
        send("POST", "sessions/" + session + "/erasures", body);
      }
      assertThat(post("POST", "access-log/erasures", body).getInt("lines")).isPositive();
    }
  }

  private void assertNothingIsTold() throws Exception {
    for (String path :
        List.of("sessions?limit=500", "sessions.csv", "access-log?limit=500", "bans")) {
      assertThat(marks(get(path))).as(path).isEmpty();
    }
    for (String session : sessions()) {
      String path = "sessions/" + session;
      for (String part : List.of("", "/events?limit=500", "/at?time=2099-01-01T00:00:00Z")) {
        assertThat(marks(get(path + part))).as(path + part).isEmpty();
      }
      assertThat(marks(unzipped(download(path + "/dossier", "dossier.zip")))).isEmpty();
    }
    Path export = download("audit/export", "export.zip");
    assertThat(marks(unzipped(export))).isEmpty();
    assertVerifies(export);
  }

  private void assertVerifies(Path export) throws Exception {
    Path pem = home.resolve("keys/checkpoint-key.pem.pub");
    Report report;
    try (Source<byte[]> witness = Lines.ofCopy(home.resolve("checkpoints.log"))) {
      Key key = Key.ofPem(Files.readString(pem));
      report = new Verification(new ZipEvidence(export), key, witness, new Tally()).run();
    }
    assertThat(report.ok()).as("%s", report.findings()).isTrue();
    assertThat(report.counts().erased()).isGreaterThan(1_000);
    SecondVerifier.Said said = SecondVerifier.run("export", pem, export);
    assertThat(said.code()).as(said.text()).isZero();
  }

  /** Who knows the name of a room finds its session still; a ban keeps out whom it kept out. */
  private void assertWhatGoesOn() throws Exception {
    assertThat(parsed(get("sessions?roomID=" + ROOM)).getJsonArray("items")).hasSize(1);
    assertThat(parsed(get("sessions?roomID=" + ROOM + "2")).getJsonArray("items")).isEmpty();
    JsonObject items =
        post(
            "POST",
            "audit/reconciliations",
            Json.createObjectBuilder()
                .add(
                    "items",
                    Json.createArrayBuilder()
                        .add(fields("roomID", NUMBER, "activeFrom", "2020-01-01T00:00:00Z")))
                .build());
    assertThat(items.getJsonArray("items").getJsonObject(0).getString("result")).isEqualTo("found");
    JsonObject ban = parsed(get("bans")).getJsonArray("items").getJsonObject(0);
    assertThat(ban.isNull("userID")).isTrue();
    assertThat(ban.isNull("roomID")).isTrue();
    HttpResponse<String> lifted = send("DELETE", "bans/" + ban.getString("id"), fields());
    assertThat(lifted.statusCode()).as(lifted.body()).isEqualTo(200);
  }

  private String session(String room) throws Exception {
    return parsed(get("sessions?roomID=" + room))
        .getJsonArray("items")
        .getJsonObject(0)
        .getString("sessionId");
  }

  private List<String> sessions() throws Exception {
    return parsed(get("sessions?limit=500")).getJsonArray("items").stream()
        .map(session -> session.asJsonObject().getString("sessionId"))
        .toList();
  }

  /** Which of them a text holds, in whatever case. */
  private static List<String> marks(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return RECORDED.stream().filter(mark -> lower.contains(mark.toLowerCase(Locale.ROOT))).toList();
  }

  /** Every value of every table. */
  private static String dump(RecordedDatabase database) throws SQLException, IOException {
    StringBuilder all = new StringBuilder();
    try (RecordedDatabase.Copy copy = database.copy(false);
        Connection connection = copy.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        all.append(table).append('\n');
        ResultSet row = statement.executeQuery("select * from " + table);
        while (row.next()) {
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            all.append(value instanceof byte[] bytes ? utf8(bytes) : value).append('\t');
          }
          all.append('\n');
        }
      }
    }
    return all.toString();
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    ResultSet names =
        statement.executeQuery(
            "select table_name from information_schema.tables where lower(table_schema) = 'public'");
    while (names.next()) {
      String name = names.getString(1);
      tables.add("\"" + name + "\"");
    }
    assertThat(tables).hasSizeGreaterThan(15);
    return tables;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String unzipped(Path file) throws IOException {
    StringBuilder all = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        all.append(entry.getName()).append('\n').append(utf8(zip.readAllBytes()));
      }
    }
    return all.toString();
  }

  private Path download(String path, String name) throws Exception {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    HttpResponse<Path> answer = HTTP.send(request(path).build(), BodyHandlers.ofFile(file));
    assertThat(answer.statusCode()).isEqualTo(200);
    return file;
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = HTTP.send(request(path).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private JsonObject post(String verb, String path, JsonObject body) throws Exception {
    HttpResponse<String> answer = send(verb, path, body);
    assertThat(answer.statusCode()).as(path + answer.body()).isBetween(200, 201);
    return parsed(answer.body());
  }

  private HttpResponse<String> send(String verb, String path, JsonObject body) throws Exception {
    String text = body.isEmpty() ? "" : body.toString();
    return HTTP.send(
        request(path).method(verb, BodyPublishers.ofString(text)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    String key = Files.readString(home.resolve("demo-api-key")).strip();
    return HttpRequest.newBuilder(base.resolve("api/v1/" + path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  private static JsonObject parsed(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  private static JsonObject fields(String... namesAndValues) {
    JsonObjectBuilder fields = Json.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields.build();
  }
}
