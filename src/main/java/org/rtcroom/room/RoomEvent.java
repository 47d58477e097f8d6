package org.rtcroom.room;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rtcroom.kernel.UserId;

/**
 * An event in the life of a room, in the past tense. Each event knows how the room is afterwards;
 * it never fails, because it was decided on the room before it.
 *
 * <p>The set is closed and part of the recorded format: an event never changes its meaning.
 */
public sealed interface RoomEvent {

  /**
   * The room after this event; as it was, unless the event says otherwise. The moment {@code at} is
   * that of the recorded line.
   */
  default RoomState applyTo(RoomState room, Instant at) {
    return room;
  }

  /** An event that tells of one user, by whom its line is found. */
  sealed interface OfUser extends RoomEvent {

    UserId userId();
  }

  /** An event that changes the members: those in the room want to be told. */
  sealed interface OfMember extends OfUser {}

  /** The id is claimed and the group is about to be created; clients do not see the room. */
  record Opening(Terms terms) implements RoomEvent {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(draft -> draft.openedAt = at);
    }
  }

  /** The room exists for clients. */
  record Opened(Terms terms) implements RoomEvent {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft -> {
            draft.phase = Phase.CREATED;
            draft.openedAt = at;
          });
    }
  }

  /** A newcomer became a member; the first one activates the room, or ends its being vacant. */
  record Joined(Member member) implements OfMember {
    @Override
    public UserId userId() {
      return member.userId();
    }

    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft -> {
            draft.members = draft.members.plus(member);
            draft.phase = Phase.ACTIVE;
            draft.vacatedAt = Optional.empty();
            draft.activatedAt = room.activatedAt().or(() -> Optional.of(at));
            draft.creator = room.creator().or(() -> Optional.of(member.userId()));
            draft.creatorEntered |= draft.creator.filter(member.userId()::equals).isPresent();
          });
    }
  }

  /** A member's names, stream or status became others. */
  record MemberChanged(Member member) implements OfMember {
    @Override
    public UserId userId() {
      return member.userId();
    }

    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft -> {
            int place = room.members().indexOf(room.member(member.userId()).orElseThrow());
            draft.members = draft.members.with(place, member);
          });
    }
  }

  /**
   * A member is gone.
   *
   * @param lastHeard when the service last heard of the member; known for evictions
   * @param streamState the live platform's answer about the stream before an eviction, or empty
   *     text
   */
  record Left(UserId userId, Reason reason, Optional<Instant> lastHeard, String streamState)
      implements OfMember {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft -> {
            room.member(userId).ifPresent(member -> draft.members = draft.members.minus(member));
            draft.kept = draft.kept.minus(userId);
            if (reason == Reason.REMOVED) {
              draft.removed = draft.removed.plus(userId);
            }
          });
    }
  }

  /**
   * The last member is gone, and the room stays open for those who come back; the next {@link
   * Joined} ends that.
   *
   * @param departureTime for how long, as the setting was
   */
  record Vacated(Duration departureTime) implements RoomEvent {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft -> {
            draft.phase = Phase.VACANT;
            draft.vacatedAt = Optional.of(at);
          });
    }
  }

  /** A time without a sign of a member. */
  record Silence(Instant from, Instant to) {
    Duration length() {
      return Duration.between(from, to);
    }
  }

  /**
   * A member who leaves now, or whose session closes, was silent this often for longer than half
   * the heartbeat timeout.
   *
   * @param longest at most 20, in order of time
   */
  record WasSilent(UserId userId, long count, List<Silence> longest) implements OfUser {

    public WasSilent {
      longest = List.copyOf(longest);
    }
  }

  /** A user who was no member may not come in. */
  record Barred(UserId userId) implements OfUser {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(draft -> draft.removed = draft.removed.plus(userId));
    }
  }

  /** A silent member stays, because its stream still flows. */
  record StreamKept(UserId userId, Instant lastHeard) implements OfUser {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(draft -> draft.kept = draft.kept.plus(userId));
    }
  }

  /** A member that stayed for its stream is heard again. */
  record HeardAgain(UserId userId) implements OfUser {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(draft -> draft.kept = draft.kept.minus(userId));
    }
  }

  /** The creator's client declared another status of the room. */
  record StatusChanged(UserId userId, long statusCode) implements RoomEvent {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(draft -> draft.statusCode = statusCode);
    }
  }

  /**
   * One user's sum for one counter.
   *
   * @param address where the user was observed
   */
  record Count(UserId userId, String address, String field, long delta) {

    Count by(long otherDelta) {
      return new Count(userId, address, field, otherDelta);
    }
  }

  /** Counters went up or down, by user. */
  record Counted(List<Count> counts) implements RoomEvent {

    public Counted {
      counts = List.copyOf(counts);
    }

    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft -> {
            for (Count count : counts) {
              FieldValue old = draft.customInfo.get(count.field());
              long before = old instanceof FieldValue.Counter counter ? counter.value() : 0;
              draft.customInfo =
                  draft.customInfo.plus(
                      count.field(), new FieldValue.Counter(before + count.delta()));
            }
          });
    }
  }

  /** A field of the custom info was set. */
  record FieldSet(UserId userId, String field, FieldValue value) implements RoomEvent {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(draft -> draft.customInfo = draft.customInfo.plus(field, value));
    }
  }

  /**
   * A viewer came, or came again with other information.
   *
   * @param listed false when the list was full: then the viewer is only counted
   */
  record ViewerCame(Viewer viewer, boolean listed) implements OfUser {
    @Override
    public UserId userId() {
      return viewer.userId();
    }

    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft ->
              draft.audience =
                  listed
                      ? draft.audience.plusListed(viewer)
                      : draft.audience.plusCounted(viewer.userId()));
    }
  }

  record ViewerLeft(UserId userId) implements OfUser {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(draft -> draft.audience = draft.audience.minus(userId));
    }
  }

  /** In an invited session, a user who is no member was handed play URLs of its streams. */
  record PlayUrlHanded(UserId userId, List<String> streams) implements OfUser {

    public PlayUrlHanded {
      streams = List.copyOf(streams);
    }
  }

  /** The end of the session. */
  record Closed(Reason reason) implements RoomEvent {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return room.with(
          draft -> {
            draft.phase = Phase.CLOSED;
            draft.closedAt = Optional.of(at);
            draft.closedWhy = Optional.of(reason);
          });
    }
  }

  /** A remark was added to the session's record; the room is as it was. */
  sealed interface Remark extends RoomEvent
      permits Remarks.Invited,
          Remarks.Stated,
          Remarks.Erased,
          Remarks.Held,
          Remarks.LiftAgreed,
          Remarks.RetentionSet,
          Remarks.ShorteningAgreed {}

  /** The whole room, recorded now and then so that a replay need not start at the beginning. */
  record Snapshot(RoomState state) implements RoomEvent {
    @Override
    public RoomState applyTo(RoomState room, Instant at) {
      return state;
    }
  }
}
