package org.rtcroom.room;

import static org.rtcroom.room.Capability.ANCHOR_DIALECT;
import static org.rtcroom.room.Capability.AUDIENCE;
import static org.rtcroom.room.Capability.CLOSED_BY_REQUEST;
import static org.rtcroom.room.Capability.CREATOR_FIRST;
import static org.rtcroom.room.Capability.CUSTOM_INFO;
import static org.rtcroom.room.Capability.GROUP;
import static org.rtcroom.room.Capability.LAPSES_AFTER_FIRST_HEARTBEAT;
import static org.rtcroom.room.Capability.MIX_STREAM;
import static org.rtcroom.room.Capability.NUMBERED;
import static org.rtcroom.room.Capability.STREAMS;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The families of rooms. They differ by data: what they can do here, by which numbers in policy.
 */
public enum RoomType {
  DOUBLE("double_room", IdSpace.DOUBLE, STREAMS, GROUP, CLOSED_BY_REQUEST),
  MULTI("multi_room", IdSpace.MULTI, STREAMS, GROUP, CLOSED_BY_REQUEST),
  LIVE(
      "live_room",
      IdSpace.LIVE,
      STREAMS,
      GROUP,
      CLOSED_BY_REQUEST,
      AUDIENCE,
      CUSTOM_INFO,
      MIX_STREAM,
      ANCHOR_DIALECT,
      CREATOR_FIRST),
  WEBRTC("webrtc_room", IdSpace.WEB, NUMBERED),
  WEBEXE("webexe_room", IdSpace.WEB, NUMBERED, CLOSED_BY_REQUEST, LAPSES_AFTER_FIRST_HEARTBEAT);

  private final String family;
  private final IdSpace idSpace;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<Capability> capabilities;

  RoomType(String family, IdSpace idSpace, Capability... capabilities) {
    this.family = family;
    this.idSpace = idSpace;
    this.capabilities = Set.of(capabilities);
  }

  /** The name clients use in paths, such as {@code double_room}. */
  public String family() {
    return family;
  }

  public IdSpace idSpace() {
    return idSpace;
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /** The type of that family name, if there is one. */
  public static Optional<RoomType> ofFamily(String family) {
    return Arrays.stream(values()).filter(type -> type.family.equals(family)).findFirst();
  }
}
