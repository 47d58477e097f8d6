package org.rtcroom.weapp;

import static java.util.Map.entry;

import java.util.Map;
import org.rtcroom.room.Capability;
import org.rtcroom.room.RoomType;

/** Which families serve which operations: what a type of room must be able to do for each. */
final class Operations {

  /** The path segment of the families whose members publish to our push URLs. */
  static final String STREAM_FAMILIES = "{family: double_room|multi_room|live_room}";

  /** The path segment of the families whose rooms are numbered. */
  static final String WEB_FAMILIES = "{family: webrtc_room|webexe_room}";

  static final String LOGIN_INFO = "get_login_info";

  private static final Map<String, Capability> NEEDS =
      Map.ofEntries(
          entry("get_anchor_url", Capability.ANCHOR_DIALECT),
          entry("get_anchors", Capability.ANCHOR_DIALECT),
          entry("add_anchor", Capability.ANCHOR_DIALECT),
          entry("delete_anchor", Capability.ANCHOR_DIALECT),
          entry("anchor_heartbeat", Capability.ANCHOR_DIALECT),
          entry("merge_stream", Capability.MIX_STREAM),
          entry("get_custom_info", Capability.CUSTOM_INFO),
          entry("set_custom_field", Capability.CUSTOM_INFO),
          entry("add_audience", Capability.AUDIENCE),
          entry("delete_audience", Capability.AUDIENCE),
          entry("get_audiences", Capability.AUDIENCE),
          entry("destroy_room", Capability.CLOSED_BY_REQUEST),
          entry("delete_room", Capability.CLOSED_BY_REQUEST));

  private Operations() {}

  static boolean served(RoomType type, String operation) {
    Capability needed = NEEDS.get(operation);
    return needed == null || type.can(needed);
  }
}
