package org.rtcroom.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.rtcroom.kernel.UserId;

/**
 * The rules of one type of room: the effect of a command, or why it is refused. Holds no room;
 * every decision looks only at the room it is given.
 */
final class RoomRules {

  private final RoomType type;
  private final RoomPolicy policy;

  RoomRules(RoomType type, RoomPolicy policy) {
    this.type = type;
    this.policy = policy;
  }

  Duration heartbeatTimeout() {
    return policy.heartbeatTimeout();
  }

  /** A newcomer needs a free place; a member gets the new fields. */
  Decision join(Member member) {
    return room -> {
      requireFor(room, member.userId());
      return room.hasMember(member.userId())
          ? changed(room, member)
          : List.of(newcomer(room, member));
    };
  }

  /** As {@link #join}, but a member who enters again keeps the fields that are not sent. */
  Decision enter(UserId userId, Optional<String> nickname, Optional<Long> status) {
    return room -> {
      requireFor(room, userId);
      Member before = room.member(userId).orElse(new Member(userId, "", "", Optional.empty(), 0));
      Member member =
          new Member(
              userId,
              nickname.orElse(before.nickname()),
              before.avatar(),
              before.stream(),
              status.orElse(before.status()));
      return room.hasMember(userId) ? changed(room, member) : List.of(newcomer(room, member));
    };
  }

  private static List<RoomEvent> changed(RoomState room, Member member) {
    boolean same = room.members().contains(member);
    return same ? List.of() : List.of(new RoomEvent.MemberChanged(member));
  }

  private RoomEvent newcomer(RoomState room, Member member) {
    boolean creatorAwaited =
        type.can(Capability.CREATOR_FIRST)
            && !room.creatorEntered()
            && room.creator().isPresent()
            && !room.createdBy(member.userId());
    if (creatorAwaited) {
      throw new RoomException(Problem.CREATOR_ABSENT, room.key().toString());
    }
    if (room.members().size() >= policy.capacity()) {
      throw new RoomException(Problem.ROOM_FULL, room.key() + " holds " + policy.capacity());
    }
    return new RoomEvent.Joined(member);
  }

  /** A member leaves by choice. */
  Decision leave(UserId userId) {
    return room -> {
      requireMember(room, userId);
      return leaving(room, userId, Reason.LEFT, Optional.empty(), "");
    };
  }

  /** An operator puts a user out, who may not come back into this session. */
  Decision remove(UserId userId) {
    return room -> {
      requireOpen(room);
      return room.hasMember(userId)
          ? leaving(room, userId, Reason.REMOVED, Optional.empty(), "")
          : List.of(new RoomEvent.Barred(userId));
    };
  }

  /** A member that has lapsed is evicted, unless it left or was heard meanwhile. */
  Decision evict(UserId userId, Instant lastHeard, String streamState) {
    return room ->
        room.open() && room.hasMember(userId)
            ? leaving(room, userId, Reason.LAPSED, Optional.of(lastHeard), streamState)
            : List.of();
  }

  /** A silent member stays because its stream flows; recorded the first time only. */
  Decision keep(UserId userId, Instant lastHeard) {
    return room ->
        room.open() && room.hasMember(userId) && !room.kept().contains(userId)
            ? List.of(new RoomEvent.StreamKept(userId, lastHeard))
            : List.of();
  }

  /** A member that stayed for its stream is heard again. */
  Decision heardAgain(UserId userId) {
    return room ->
        room.open() && room.kept().contains(userId)
            ? List.of(new RoomEvent.HeardAgain(userId))
            : List.of();
  }

  /** The creator closes the room. */
  Decision close(UserId userId) {
    return room -> {
      requireFor(room, userId);
      if (!room.createdBy(userId)) {
        throw new RoomException(Problem.NOT_THE_CREATOR, room.key().toString());
      }
      return List.of(new RoomEvent.Closed(Reason.CLOSED_BY_CREATOR));
    };
  }

  /** Closes the room for that reason, without regard to its creator. */
  Decision close(Reason reason) {
    return room -> {
      requireOpen(room);
      return List.of(new RoomEvent.Closed(reason));
    };
  }

  /** Closes the room for that reason, unless it has changed meanwhile. */
  static Decision closeIf(Predicate<RoomState> still, Reason reason) {
    return room -> still.test(room) ? List.of(new RoomEvent.Closed(reason)) : List.of();
  }

  /** Closes the room for that reason, unless somebody has come since it was seen so. */
  static Decision closeDeserted(RoomState seen, Reason reason) {
    return closeIf(
        room -> room.phase() == seen.phase() && room.vacatedAt().equals(seen.vacatedAt()), reason);
  }

  /** The creator's client declares the room's status; others' values are ignored. */
  Decision declareStatus(UserId userId, long statusCode) {
    return room ->
        room.open() && room.createdBy(userId) && room.statusCode() != statusCode
            ? List.of(new RoomEvent.StatusChanged(userId, statusCode))
            : List.of();
  }

  private List<RoomEvent> leaving(
      RoomState room, UserId userId, Reason reason, Optional<Instant> heard, String streamState) {
    List<RoomEvent> events = new ArrayList<>(2);
    events.add(new RoomEvent.Left(userId, reason, heard, streamState));
    if (room.members().size() == 1) {
      events.add(lastLeft(policy.departureTime(room)));
    } else if (policy.creatorClosesRoom() && room.createdBy(userId) && !room.invited()) {
      events.add(new RoomEvent.Closed(Reason.CREATOR_LEFT));
    }
    return events;
  }

  private static RoomEvent lastLeft(Duration departureTime) {
    return departureTime.isZero()
        ? new RoomEvent.Closed(Reason.LAST_LEFT)
        : new RoomEvent.Vacated(departureTime);
  }

  static void requireOpen(RoomState room) {
    if (!room.open()) {
      throw new RoomException(Problem.NO_SUCH_ROOM, room.key().toString());
    }
  }

  /** The room is open, exists for the user, and the user was not put out of it. */
  static void requireFor(RoomState room, UserId userId) {
    requireOpen(room);
    if (!room.existsFor(userId)) {
      throw new RoomException(Problem.NO_SUCH_ROOM, room.key() + ": not admitted");
    }
    if (room.removed().contains(userId)) {
      throw new RoomException(Problem.NOT_ALLOWED, room.key() + ": removed");
    }
  }

  static void requireMember(RoomState room, UserId userId) {
    if (!room.open() || !room.hasMember(userId)) {
      throw new RoomException(Problem.NOT_A_MEMBER, room.key().toString());
    }
  }
}
