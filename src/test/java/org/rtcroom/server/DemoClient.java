package org.rtcroom.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One user of a server in demo mode: logs in with a ticket the server hands out, and calls
 * operations. What the server issued is noted, so that its logs can be searched for it.
 */
public final class DemoClient {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final URI base;
  private final String family;
  private final String userId;
  private final String token;

  private DemoClient(URI base, String family, String userId, String token) {
    this.base = base;
    this.family = family;
    this.userId = userId;
    this.token = token;
  }

  /** A user who has just logged in. */
  public static DemoClient login(URI base, String family, String userId) {
    JsonObject answer = tryLogin(base, family, userId);
    String token = IssuedSecrets.note(answer.getString("token"));
    return new DemoClient(base, family, userId, token);
  }

  /** The answer to a login, or to the request for a ticket if that is refused. */
  public static JsonObject tryLogin(URI base, String family, String userId) {
    JsonObject info = get(base.resolve("weapp/utils/get_login_info?userID=" + userId));
    if (!info.containsKey("userSig")) {
      return info;
    }
    String userSig = IssuedSecrets.note(info.getString("userSig"));
    String query =
        "?sdkAppID=" + info.getInt("sdkAppID") + "&accountType=0&userID=" + userId + "&userSig=";
    return post(base.resolve("weapp/" + family + "/login" + query + userSig), "");
  }

  /** The same user with the same token at another address, such as that of a restarted server. */
  public DemoClient at(URI other) {
    return new DemoClient(other, family, userId, token);
  }

  public String userId() {
    return userId;
  }

  /** Calls an operation of the user's family. */
  public JsonObject call(String operation, JsonObject body) {
    String query =
        "?userID=" + URLEncoder.encode(userId, StandardCharsets.UTF_8) + "&token=" + token;
    URI uri = base.resolve("weapp/" + family + "/" + operation + query);
    return post(uri, body.toString());
  }

  /** Calls an operation with the user's own id and a room id as its fields. */
  public JsonObject call(String operation, String roomId) {
    return call(operation, fields(roomId).build());
  }

  /**
   * Enters a room, opening it if there is none, with a push URL of its own. A refusal of that URL
   * is the answer.
   */
  public JsonObject addPusher(String roomId) {
    JsonObject push = call("get_push_url", roomId);
    if (push.getInt("code") != 0) {
      return push;
    }
    String pushUrl = push.getString("pushURL");
    IssuedSecrets.note(pushUrl.substring(pushUrl.indexOf("txSecret=") + 9));
    return call(
        "add_pusher",
        fields(roomId)
            .add("userName", "Name of " + userId)
            .add("userAvatar", "")
            .add("pushURL", pushUrl)
            .build());
  }

  private JsonObjectBuilder fields(String roomId) {
    return Json.createObjectBuilder().add("userID", userId).add("roomID", roomId);
  }

  private static JsonObject get(URI uri) {
    return send(HttpRequest.newBuilder(uri).build());
  }

  private static JsonObject post(URI uri, String body) {
    return send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static JsonObject send(HttpRequest request) {
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
        return reader.readObject();
      }
    } catch (IOException e) {
      throw new NoAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(e);
    }
  }

  /** The server is gone or broke off: what was asked may have happened or not. */
  public static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswer(Exception cause) {
      super(cause);
    }
  }
}
