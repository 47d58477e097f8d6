package org.rtcroom.purge;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.rtcroom.server.DemoClient;
import org.rtcroom.server.OutsideCopy;
import org.rtcroom.verifier.Key;
import org.rtcroom.verifier.Lines;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.SecondVerifier;
import org.rtcroom.verifier.Source;
import org.rtcroom.verifier.Tally;
import org.rtcroom.verifier.Verification;
import org.rtcroom.verifier.ZipEvidence;

/** Whoever uses and administers a server of its own, which may be started again elsewhere. */
final class Office {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path home;
  private URI base = URI.create("http://127.0.0.1/");

  Office(Path home) {
    this.home = home;
  }

  void at(URI server) {
    base = server;
  }

  void login(String user) {
    DemoClient.login(base, "double_room", user);
  }

  /** Somebody comes into a room and leaves it; gives the session's id. */
  String meeting(String room) throws Exception {
    DemoClient ann = DemoClient.login(base, "double_room", "ann");
    assertThat(ann.addPusher(room).getInt("code")).isZero();
    assertThat(ann.call("delete_pusher", room).getInt("code")).isZero();
    JsonObject sessions = parsed(get("sessions?roomID=" + room).body());
    return sessions.getJsonArray("items").getJsonObject(0).getString("sessionId");
  }

  void awaitCheckpoint() throws Exception {
    new OutsideCopy(home.resolve("checkpoints.log")).awaitCover(() -> meeting("marker"));
  }

  JsonObject change(String verb, String path, Map<String, String> fields) throws Exception {
    JsonObjectBuilder body = Json.createObjectBuilder();
    fields.forEach(body::add);
    HttpResponse<String> answer =
        send(verb, path, BodyPublishers.ofString(body.build().toString()));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return parsed(answer.body());
  }

  int status(String path) throws Exception {
    return get(path).statusCode();
  }

  /** How many lines of that kind the access log has. */
  int kinds(String kind) throws Exception {
    JsonObject lines = parsed(get("access-log?limit=500&kind=" + kind).body());
    return lines.getJsonArray("items").size();
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, BodyPublishers.noBody());
  }

  private HttpResponse<String> send(String verb, String path, BodyPublisher body) throws Exception {
    return HTTP.send(request(path).method(verb, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) throws Exception {
    String key = Files.readString(home.resolve("demo-api-key")).strip();
    return HttpRequest.newBuilder(base.resolve("api/v1/" + path))
        .timeout(Duration.ofSeconds(90))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  /** What the first verifier says of an export; the second agrees. */
  Report verifiedExport() throws Exception {
    Path file = home.resolve("export.zip");
    Files.deleteIfExists(file); // it would be written over, and what is longer would stay
    HTTP.send(request("audit/export").build(), BodyHandlers.ofFile(file));
    Path pem = home.resolve("keys/checkpoint-key.pem.pub");
    Report report;
    try (Source<byte[]> witness = Lines.ofCopy(home.resolve("checkpoints.log"))) {
      Key key = Key.ofPem(Files.readString(pem));
      report = new Verification(new ZipEvidence(file), key, witness, new Tally()).run();
    }
    if (SecondVerifier.exists()) {
      SecondVerifier.Said said = SecondVerifier.run("export", pem, file);
      assertThat(said.code()).as(said.text()).isEqualTo(report.ok() ? 0 : 1);
    }
    return report;
  }

  private static JsonObject parsed(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
