package org.rtcroom.room;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.TreePVector;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.UserId;

/** Rooms in the middle of their lives, for tests of what shows them. */
public final class SampleRooms {

  private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");

  private SampleRooms() {}

  /** An active room of that creator with these members, in order of joining. */
  public static RoomState active(
      RoomType type,
      String roomId,
      UserId creator,
      List<Member> members,
      Map<String, FieldValue> customInfo,
      List<Viewer> viewers) {
    Terms terms =
        new Terms(
            type,
            roomId,
            Optional.of(creator),
            "info",
            "",
            true,
            GroupOwner.NONE,
            Optional.empty());
    return new RoomState(
        SessionId.next(NINE),
        terms,
        members.isEmpty() ? Phase.CREATED : Phase.ACTIVE,
        Optional.of(creator),
        true,
        NINE,
        Optional.of(NINE),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TreePVector.from(members),
        HashTreePSet.empty(),
        HashTreePSet.empty(),
        7,
        HashTreePMap.from(customInfo),
        Audience.of(viewers, List.of()));
  }
}
