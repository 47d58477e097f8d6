package org.rtcroom.faults;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The record, as an auditor reads it. */
final class Audit {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int AT_ONCE = 8;

  private final URI base;
  private final String key;

  private Audit(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  static Audit at(URI base, Path home) throws IOException {
    return new Audit(base, Files.readString(home.resolve("demo-api-key")).strip());
  }

  /** What clients were told and the record does not hold, or holds twice; empty is right. */
  List<String> wrong(List<Answered> answers) throws Exception {
    Map<String, List<Answered>> byRoom =
        answers.stream()
            .collect(Collectors.groupingBy(Answered::roomId, TreeMap::new, Collectors.toList()));
    byRoom.values().removeIf(ofRoom -> ofRoom.stream().noneMatch(Answered::ok));
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    Threads.each(
        AT_ONCE, byRoom.entrySet(), room -> compare(room.getKey(), room.getValue(), wrong));
    return wrong;
  }

  private void compare(String room, List<Answered> answers, List<String> wrong) throws Exception {
    List<String> kinds = kinds(room);
    for (Answered answered : answers) {
      int lines = Collections.frequency(kinds, answered.kind());
      if (answered.ok() ? lines != 1 : lines > 1) {
        wrong.add(room + ": " + lines + " lines of " + answered + ": " + kinds);
      }
    }
  }

  /** Kinds of all lines of all sessions of a room id. */
  List<String> kinds(String roomId) throws Exception {
    List<String> kinds = new ArrayList<>();
    for (JsonObject event : events(roomId)) {
      kinds.add(event.getString("kind"));
    }
    return kinds;
  }

  /** All lines of all sessions of a room id, as far as one page holds them. */
  List<JsonObject> events(String roomId) throws Exception {
    List<JsonObject> events = new ArrayList<>();
    for (JsonObject session : items(get("sessions?roomID=" + roomId))) {
      String path = "sessions/" + session.getString("sessionId") + "/events?limit=500";
      events.addAll(items(get(path)));
    }
    return events;
  }

  /** Lines of that kind in the access logs of all nodes, newest first. */
  List<JsonObject> accessLog(String kind) throws Exception {
    return items(get("access-log?kind=" + kind));
  }

  /** Every chain of the database verifies, so none is half of what it should be. */
  void requireVerified() throws Exception {
    JsonObject job =
        parsed(send(request("audit/verifications?wait=60").POST(BodyPublishers.ofString("{}"))));
    assertThat(job.getString("state")).as("%s", job).isEqualTo("done");
    assertThat(job.getBoolean("ok")).as("%s", job).isTrue();
  }

  private static List<JsonObject> items(JsonObject page) {
    return page.getJsonArray("items").getValuesAs(JsonObject.class);
  }

  JsonObject get(String path) throws Exception {
    HttpResponse<String> answer = send(request(path).GET());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return parsed(answer);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("api/v1/" + path))
        .timeout(Duration.ofSeconds(90))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + key);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject parsed(HttpResponse<String> answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }
}
