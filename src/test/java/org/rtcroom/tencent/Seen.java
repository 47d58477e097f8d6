package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Map;

/**
 * A call that reached {@link FakeTencent}.
 *
 * @param operation such as {@code create_group} or {@code Live_Channel_GetStatus}
 * @param query decoded
 * @param problem what is wrong with its signature; empty if it is good
 */
public record Seen(
    String operation, String method, Map<String, String> query, String body, String problem) {

  public JsonObject json() {
    return Json.createReader(new StringReader(body)).readObject();
  }

  public String groupId() {
    return json().getString("GroupId", "");
  }
}
