package org.rtcroom.room;

import static org.rtcroom.room.Capability.ANCHOR_DIALECT;
import static org.rtcroom.room.Capability.AUDIENCE;
import static org.rtcroom.room.Capability.CLOSED_BY_REQUEST;
import static org.rtcroom.room.Capability.CREATOR_FIRST;
import static org.rtcroom.room.Capability.CUSTOM_INFO;
import static org.rtcroom.room.Capability.GROUP;
import static org.rtcroom.room.Capability.LAPSES_AFTER_FIRST_HEARTBEAT;
import static org.rtcroom.room.Capability.MIX_OTHER_ROOMS;
import static org.rtcroom.room.Capability.MIX_STREAM;
import static org.rtcroom.room.Capability.NUMBERED;
import static org.rtcroom.room.Capability.STREAMS;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The families of rooms. They differ by data: what they can do here, by which numbers in policy.
 */
public enum RoomType {
  DOUBLE(
      "double_room",
      IdSpace.DOUBLE,
      Capacity.PAIR,
      false,
      STREAMS,
      GROUP,
      CLOSED_BY_REQUEST,
      MIX_STREAM),
  MULTI(
      "multi_room",
      IdSpace.MULTI,
      Capacity.SMALL,
      false,
      STREAMS,
      GROUP,
      CLOSED_BY_REQUEST,
      MIX_STREAM),
  LIVE(
      "live_room",
      IdSpace.LIVE,
      Capacity.SMALL,
      true,
      STREAMS,
      GROUP,
      CLOSED_BY_REQUEST,
      AUDIENCE,
      CUSTOM_INFO,
      MIX_STREAM,
      MIX_OTHER_ROOMS,
      ANCHOR_DIALECT,
      CREATOR_FIRST),
  WEBRTC("webrtc_room", IdSpace.WEB, Capacity.SMALL, false, NUMBERED),
  WEBEXE(
      "webexe_room",
      IdSpace.WEB,
      Capacity.SMALL,
      false,
      NUMBERED,
      CLOSED_BY_REQUEST,
      LAPSES_AFTER_FIRST_HEARTBEAT);

  /**
   * How many members a room of a type may be set to hold.
   *
   * @param least at least that many
   * @param byDefault unless the operator says otherwise
   * @param most at most that many
   */
  public record Capacity(int least, int byDefault, int most) {
    static final Capacity PAIR = new Capacity(2, 2, 2);
    static final Capacity SMALL = new Capacity(1, 4, 50);
  }

  private static final Duration CONVERSATION = Duration.ofHours(1);
  private static final Duration BROADCAST = Duration.ofHours(4);

  private static final Map<String, RoomType> BY_FAMILY =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RoomType::family, type -> type));

  private final String family;
  private final IdSpace idSpace;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Capacity capacity;

  private final boolean endsWithCreator;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<Capability> capabilities;

  RoomType(
      String family,
      IdSpace idSpace,
      Capacity capacity,
      boolean endsWithCreator,
      Capability... capabilities) {
    this.family = family;
    this.idSpace = idSpace;
    this.capacity = capacity;
    this.endsWithCreator = endsWithCreator;
    this.capabilities = Set.of(capabilities);
  }

  /** The name clients use in paths, such as {@code double_room}. */
  public String family() {
    return family;
  }

  public IdSpace idSpace() {
    return idSpace;
  }

  public Capacity capacity() {
    return capacity;
  }

  /** How long a broadcast or a conversation usually lasts, unless the operator says otherwise. */
  Duration addressValidity() {
    return can(AUDIENCE) ? BROADCAST : CONVERSATION;
  }

  /** Whether the room ends when its creator leaves, unless the operator says otherwise. */
  public boolean endsWithCreator() {
    return endsWithCreator;
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /** The type of that family name, if there is one. */
  public static Optional<RoomType> ofFamily(String family) {
    return Optional.ofNullable(BY_FAMILY.get(family));
  }
}
