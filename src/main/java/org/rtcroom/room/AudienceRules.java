package org.rtcroom.room;

import java.util.List;
import org.rtcroom.kernel.UserId;

/** The rules for viewers: to come, be counted, go, and change the room's custom info. */
final class AudienceRules {

  /** Fields of custom info at most. */
  static final int FIELDS = 64;

  private final RoomPolicy policy;

  AudienceRules(RoomPolicy policy) {
    this.policy = policy;
  }

  /** A viewer is listed while there is room on the list, and counted in any case. */
  Decision come(Viewer viewer) {
    return room -> {
      RoomRules.requireFor(room, viewer.userId());
      Audience audience = room.audience();
      if (audience.lists(viewer)) {
        return List.of();
      }
      boolean fits =
          audience.lists(viewer.userId()) || audience.listed().size() < policy.audienceList();
      boolean remembered =
          audience.contains(viewer.userId()) || audience.count() < Audience.REMEMBERED;
      boolean unchanged = !fits && audience.contains(viewer.userId());
      return remembered && !unchanged ? List.of(new RoomEvent.ViewerCame(viewer, fits)) : List.of();
    };
  }

  /** A viewer goes; one who was not there changes nothing. */
  Decision go(UserId userId) {
    return room -> {
      RoomRules.requireFor(room, userId);
      return room.audience().contains(userId)
          ? List.of(new RoomEvent.ViewerLeft(userId))
          : List.of();
    };
  }

  /** A member or a viewer counts a field up or down. */
  Decision count(UserId userId, String address, String field, long delta) {
    return room -> {
      RoomRules.requireFor(room, userId);
      if (!room.hasMember(userId) && !room.audience().contains(userId)) {
        throw new RoomException(Problem.NOT_A_MEMBER, room.key().toString());
      }
      FieldValue old = room.customInfo().get(field);
      if (old instanceof FieldValue.Text) {
        throw new RoomException(Problem.FIELD_REFUSED, "the field is a text");
      }
      requirePlace(room, field);
      long before = old instanceof FieldValue.Counter counter ? counter.value() : 0;
      boolean overflows = ((before ^ (before + delta)) & (delta ^ (before + delta))) < 0;
      if (overflows) {
        throw new RoomException(Problem.FIELD_REFUSED, "the counter would overflow");
      }
      return delta == 0 && old != null
          ? List.of()
          : List.of(
              new RoomEvent.Counted(List.of(new RoomEvent.Count(userId, address, field, delta))));
    };
  }

  /** A member sets a field. */
  Decision set(UserId userId, String field, FieldValue value) {
    return room -> {
      RoomRules.requireFor(room, userId);
      RoomRules.requireMember(room, userId);
      requirePlace(room, field);
      return value.equals(room.customInfo().get(field))
          ? List.of()
          : List.of(new RoomEvent.FieldSet(userId, field, value));
    };
  }

  private static void requirePlace(RoomState room, String field) {
    boolean newField = !room.customInfo().containsKey(field);
    if (newField && room.customInfo().size() >= FIELDS) {
      throw new RoomException(Problem.FIELD_REFUSED, "more than " + FIELDS + " fields");
    }
  }
}
