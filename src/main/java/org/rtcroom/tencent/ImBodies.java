package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;

/**
 * The bodies of calls to the IM REST API.
 *
 * <p>Sources: Tencent's documents 269/1615 (create_group), 269/1624 (destroy_group), 269/1630
 * (send_group_system_notification), 269/1629 (send_group_msg).
 */
final class ImBodies {

  /** Bytes in UTF-8. */
  private static final int LONGEST_NAME = 30;

  private ImBodies() {}

  static JsonObject createGroup(String groupId) {
    return Json.createObjectBuilder()
        .add("Type", "AVChatRoom")
        .add("Name", cut(groupId))
        .add("GroupId", groupId)
        .build();
  }

  static JsonObject destroyGroup(String groupId) {
    return Json.createObjectBuilder().add("GroupId", groupId).build();
  }

  static JsonObject systemNotification(String groupId) {
    String content = notice().add("data", "").build().toString();
    return Json.createObjectBuilder().add("GroupId", groupId).add("Content", content).build();
  }

  static JsonObject customMessage(String groupId, long random) {
    String data = notice().add("data", JsonObject.EMPTY_JSON_OBJECT).build().toString();
    JsonObject content =
        Json.createObjectBuilder().add("Data", data).add("Desc", "").add("Ext", "").build();
    JsonObject element =
        Json.createObjectBuilder()
            .add("MsgType", "TIMCustomElem")
            .add("MsgContent", content)
            .build();
    return Json.createObjectBuilder()
        .add("GroupId", groupId)
        .add("Random", random)
        .add("MsgBody", Json.createArrayBuilder().add(element))
        .add("OnlineOnlyFlag", 1)
        .build();
  }

  private static JsonObjectBuilder notice() {
    return Json.createObjectBuilder().add("cmd", "notifyPusherChange");
  }

  /** As much of a text as fits, whole characters only. */
  static String cut(String text) {
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      bytes += text.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_NAME) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }
}
