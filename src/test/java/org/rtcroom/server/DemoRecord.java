package org.rtcroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The record of a server in demo mode, and what a back end may do, by the key of its home. */
public final class DemoRecord {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI base;
  private final String key;

  private DemoRecord(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  public static DemoRecord of(URI base, Path home) throws IOException {
    return new DemoRecord(base, Files.readString(home.resolve("demo-api-key")).strip());
  }

  /** The same at another address. */
  DemoRecord at(URI other) {
    return new DemoRecord(other, key);
  }

  /** The same for the holder of another key. */
  DemoRecord with(String otherKey) {
    return new DemoRecord(base, otherKey);
  }

  /** What the holder of the key is answered. */
  int status(String path) throws Exception {
    return HTTP.send(request(path).build(), BodyHandlers.discarding()).statusCode();
  }

  /** Changes something; a body without fields is none. */
  JsonObject call(String verb, String path, JsonObject body) throws Exception {
    String text = body.isEmpty() ? "" : body.toString();
    return answer(request(path).method(verb, BodyPublishers.ofString(text)));
  }

  JsonObject post(String path, JsonObject body) throws Exception {
    return answer(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  public List<JsonObject> items(String path) throws Exception {
    return answer(request(path).GET()).getJsonArray("items").getValuesAs(JsonObject.class);
  }

  /** Kinds of all lines of a room id, of all its sessions. */
  public List<String> kinds(String roomId) throws Exception {
    List<String> kinds = new ArrayList<>();
    for (JsonObject session : items("sessions?roomID=" + roomId)) {
      for (JsonObject line :
          items("sessions/" + session.getString("sessionId") + "/events?limit=500")) {
        kinds.add(line.getString("kind"));
      }
    }
    return kinds;
  }

  /** Every chain of the database verifies. */
  public void requireVerified() throws Exception {
    JsonObject job = post("audit/verifications?wait=60", JsonValue.EMPTY_JSON_OBJECT);
    assertThat(job.getString("state")).as("%s", job).isEqualTo("done");
    assertThat(job.getBoolean("ok")).as("%s", job).isTrue();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("api/v1/" + path))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + key);
  }

  private static JsonObject answer(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }
}
