package org.rtcroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.rtcroom.apikey.ApiKey.Role;
import org.rtcroom.server.IssuedSecrets;
import org.rtcroom.server.Site;

/** A back end that invites users, with the demo key or keys of its own. */
final class Backend {

  final ApiClient demo;
  private final URI server;

  Backend(Site site) throws Exception {
    server = site.base();
    demo = ApiClient.withDemoKey(site);
  }

  /** A client with a fresh key of that role. */
  ApiClient with(Role role) throws Exception {
    JsonObjectBuilder wish =
        Json.createObjectBuilder()
            .add("name", "key of " + role)
            .add("roles", Json.createArrayBuilder().add(role.name()))
            .add("expires", Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString());
    JsonObject key = succeeds(demo.send("POST", "keys", wish.build()));
    return ApiClient.with(server, "Bearer " + IssuedSecrets.note(key.getString("key")));
  }

  /** Opens a session of a room for those users; the receipt. */
  JsonObject open(String roomId, String caseId, String... users) throws Exception {
    JsonArrayBuilder admitted = Json.createArrayBuilder();
    for (String user : users) {
      admitted.add(Json.createObjectBuilder().add("userID", user).add("role", "guest"));
    }
    return succeeds(
        demo.send(
            "POST",
            "sessions",
            Json.createObjectBuilder()
                .add("family", "double_room")
                .add("roomID", roomId)
                .add("roomInfo", "account opening")
                .add("admitted", admitted)
                .add("case", caseId)
                .build()));
  }

  JsonObject close(JsonObject session) throws Exception {
    return succeeds(demo.send("POST", path(session) + "/close", reason("enough")));
  }

  static JsonObject reason(String reason) {
    return Json.createObjectBuilder().add("reason", reason).build();
  }

  static String path(JsonObject session) {
    return "sessions/" + session.getString("sessionId");
  }

  List<JsonObject> events(JsonObject session) throws Exception {
    return demo.items(path(session) + "/events?limit=500");
  }

  /** The changes of a session that the access log tells of, newest first. */
  List<String> changes(JsonObject session) throws Exception {
    return demo.items("access-log?limit=500&kind=CHANGED").stream()
        .map(line -> line.getJsonObject("details"))
        .filter(
            details -> details.getString("sessionId", "").equals(session.getString("sessionId")))
        .map(details -> details.getString("what"))
        .toList();
  }

  static JsonObject succeeds(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return ApiClient.parsed(answer.body());
  }
}
