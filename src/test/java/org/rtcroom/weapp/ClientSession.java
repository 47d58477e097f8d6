package org.rtcroom.weapp;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.rtcroom.server.IssuedSecrets;

/**
 * One logged-in client, speaking as installed ones do: its user id and token in the query, not
 * encoded, its user id once more in the body. With a platform it is of the newer generation, which
 * calls operations by their other names.
 */
public final class ClientSession {

  private final Wire wire;
  private final String family;
  private final String userId;
  private final boolean newer;
  private final String token;

  private ClientSession(Wire wire, String family, String userId, boolean newer, String token) {
    this.wire = wire;
    this.family = family;
    this.userId = userId;
    this.newer = newer;
    this.token = token;
  }

  /** A client of the RTCRoom generation, with a ticket from {@code get_login_info}. */
  public static ClientSession login(URI base, String family, String userId) {
    return login(new Wire(base), family, userId, "");
  }

  /** A client of the anchor generation. */
  public static ClientSession loginOn(URI base, String platform, String userId) {
    return login(new Wire(base), "live_room", userId, platform);
  }

  private static ClientSession login(Wire wire, String family, String userId, String platform) {
    JsonObject info = wire.get("utils/get_login_info?userID=" + userId).json();
    String ticket = IssuedSecrets.note(info.getString("userSig"));
    String path =
        family
            + "/login?sdkAppID="
            + info.getInt("sdkAppID")
            + "&accountType="
            + info.getString("accountType")
            + "&userID="
            + userId
            + "&userSig="
            + ticket
            + (platform.isEmpty() ? "" : "&platform=" + platform);
    JsonObject answer = wire.send("POST", path, new byte[0], Map.of()).json();
    if (answer.getInt("code") != 0) {
      throw new IllegalStateException("login of " + userId + ": " + answer);
    }
    String token = IssuedSecrets.note(answer.getString("token"));
    return new ClientSession(wire, family, userId, !platform.isEmpty(), token);
  }

  /** The same user in another family: a token is good in all. */
  public ClientSession in(String otherFamily) {
    return new ClientSession(wire, otherFamily, userId, newer, token);
  }

  public String userId() {
    return userId;
  }

  public String token() {
    return token;
  }

  /** The path of an operation with the caller's identity. */
  public String path(String operation) {
    return family + "/" + operation + "?userID=" + userId + "&token=" + token;
  }

  /** Calls an operation with these fields and the caller's user id. */
  public JsonObject call(String operation, Map<String, Object> fields) {
    Map<String, Object> body = new HashMap<>(fields);
    body.putIfAbsent("userID", userId);
    return callAlone(operation, body);
  }

  /** Calls an operation with these fields only. */
  public JsonObject callAlone(String operation, Map<String, Object> fields) {
    return wire.post(path(operation), Json.createObjectBuilder(fields).build().toString()).json();
  }

  /** An address to publish to. */
  public String pushUrl(String roomId) {
    String operation = newer ? "get_anchor_url" : "get_push_url";
    return call(operation, Map.of("roomID", roomId)).getString("pushURL");
  }

  /** Opens a room; an empty id has one made. */
  public JsonObject create(String roomId) {
    return call("create_room", Map.of("roomID", roomId, "roomInfo", "room of " + userId));
  }

  /** Opens a room under an id that is made, and says which. */
  public String createAny() {
    return create("").getString("roomID");
  }

  /** Enters a room to publish in it. */
  public JsonObject join(String roomId) {
    return call(
        newer ? "add_anchor" : "add_pusher",
        Map.of(
            "roomID",
            roomId,
            "userName",
            "name of " + userId,
            "userAvatar",
            "",
            "pushURL",
            pushUrl(roomId)));
  }

  public JsonObject pushers(String roomId) {
    return callAlone(newer ? "get_anchors" : "get_pushers", Map.of("roomID", roomId));
  }

  public JsonObject beat(String roomId) {
    return call(newer ? "anchor_heartbeat" : "pusher_heartbeat", Map.of("roomID", roomId));
  }

  public JsonObject leave(String roomId) {
    return call(newer ? "delete_anchor" : "delete_pusher", Map.of("roomID", roomId));
  }

  public JsonObject destroy(String roomId) {
    return call("destroy_room", Map.of("roomID", roomId));
  }

  public JsonObject rooms(int index, int count) {
    return callAlone("get_room_list", Map.of("index", index, "cnt", count));
  }

  public JsonObject count(String roomId, String field, String operation) {
    return call(
        "set_custom_field", Map.of("roomID", roomId, "fieldName", field, "operation", operation));
  }

  public JsonObject watch(String roomId) {
    return call("add_audience", Map.of("roomID", roomId, "userInfo", "{}"));
  }

  public JsonObject logout() {
    return wire.send("POST", path("logout"), new byte[0], Map.of()).json();
  }
}
