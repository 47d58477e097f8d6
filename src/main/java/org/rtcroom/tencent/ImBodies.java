package org.rtcroom.tencent;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.rtcroom.kernel.UserId;

/**
 * The bodies of calls to the IM REST API.
 *
 * <p>Sources: Tencent's documents 269/1615 (create_group), 269/1616 (get_group_info), 269/1624
 * (destroy_group), 269/1630 (send_group_system_notification), 269/1629 (send_group_msg).
 */
final class ImBodies {

  /** Looked up once: each look goes through all libraries. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /** Bytes in UTF-8. */
  private static final int LONGEST_NAME = 30;

  /**
   * The introduction of every group of ours, by which one that has lost its owner is known. Clients
   * can create groups, too, but none without an owner.
   */
  static final String MARK = "RoomService";

  private ImBodies() {}

  /** Without an owner the cloud would say of our own group that somebody else uses its id. */
  static JsonObject createGroup(String groupId, UserId owner) {
    return JSON.createObjectBuilder()
        .add("Owner_Account", owner.value())
        .add("Type", "AVChatRoom")
        .add("Name", cut(groupId))
        .add("Introduction", MARK)
        .add("GroupId", groupId)
        .build();
  }

  static JsonObject groupInfo(String groupId) {
    return JSON.createObjectBuilder()
        .add("GroupIdList", JSON.createArrayBuilder().add(groupId))
        .build();
  }

  static JsonObject destroyGroup(String groupId) {
    return JSON.createObjectBuilder().add("GroupId", groupId).build();
  }

  static JsonObject systemNotification(String groupId) {
    String content = notice().add("data", "").build().toString();
    return JSON.createObjectBuilder().add("GroupId", groupId).add("Content", content).build();
  }

  static JsonObject customMessage(String groupId, long random) {
    String data = notice().add("data", JsonObject.EMPTY_JSON_OBJECT).build().toString();
    JsonObject content =
        JSON.createObjectBuilder().add("Data", data).add("Desc", "").add("Ext", "").build();
    JsonObject element =
        JSON.createObjectBuilder()
            .add("MsgType", "TIMCustomElem")
            .add("MsgContent", content)
            .build();
    return JSON.createObjectBuilder()
        .add("GroupId", groupId)
        .add("Random", random)
        .add("MsgBody", JSON.createArrayBuilder().add(element))
        .add("OnlineOnlyFlag", 1)
        .build();
  }

  private static JsonObjectBuilder notice() {
    return JSON.createObjectBuilder().add("cmd", "notifyPusherChange");
  }

  /** As much of a text as fits, whole characters only. */
  static String cut(String text) {
    CharBuffer rest = CharBuffer.wrap(text);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(rest, ByteBuffer.allocate(LONGEST_NAME), true);
    return text.substring(0, rest.position());
  }
}
