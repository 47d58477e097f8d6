package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HashMap;
import java.util.Map;

/**
 * The groups of an IM cloud, as strict as the real one: an id that is used is "yours" only to the
 * owner of its group, and a group that was created without an owner is nobody's. Not thread-safe.
 */
final class FakeGroupList {

  private static final int OK = 0;
  private static final int BAD_PARAMETERS = 10004;
  private static final int NO_GROUP = 10010;
  private static final int USED = 10021;
  private static final int USED_BY_OWNER = 10025;

  /** Empty text for what was not given. */
  private record Group(String owner, String introduction) {}

  private final Map<String, Group> groups = new HashMap<>();

  void add(String groupId, String owner, String introduction) {
    groups.put(groupId, new Group(owner, introduction));
  }

  boolean has(String groupId) {
    return groups.containsKey(groupId);
  }

  /** The {@code ErrorCode} of {@code create_group}. */
  int create(JsonObject body) {
    String groupId = body.getString("GroupId", "");
    String owner = body.getString("Owner_Account", "");
    boolean complete = !body.getString("Name", "").isEmpty() && body.containsKey("Type");
    if (groupId.isEmpty() || !complete) {
      return BAD_PARAMETERS;
    }
    Group there = groups.get(groupId);
    if (there != null) {
      boolean own = !there.owner().isEmpty() && there.owner().equals(owner);
      return own ? USED_BY_OWNER : USED;
    }
    add(groupId, owner, body.getString("Introduction", ""));
    return OK;
  }

  /** The {@code ErrorCode} of {@code destroy_group}; an administrator may destroy any. */
  int destroy(JsonObject body) {
    return groups.remove(body.getString("GroupId", "")) == null ? NO_GROUP : OK;
  }

  /** The {@code GroupInfo} of {@code get_group_info}: an unknown id has a code of its own. */
  JsonArray info(JsonObject body) {
    JsonArrayBuilder answer = Json.createArrayBuilder();
    for (JsonString id : body.getJsonArray("GroupIdList").getValuesAs(JsonString.class)) {
      Group group = groups.get(id.getString());
      answer.add(
          group == null
              ? Json.createObjectBuilder().add("GroupId", id).add("ErrorCode", NO_GROUP)
              : Json.createObjectBuilder()
                  .add("GroupId", id)
                  .add("ErrorCode", OK)
                  .add("Introduction", group.introduction())
                  .add("Owner_Account", group.owner()));
    }
    return answer.build();
  }
}
