package org.rtcroom.room;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;

/** The rights to publish, watch and mix the streams of a room. */
@Unproxied
public class RoomStreams {

  /** The kind of input that is no picture but the ground the others are laid on. */
  private static final int CANVAS = 3;

  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject LivePlatform platform;
  @Inject Bans bans;

  /**
   * Whether a user may be given an address to publish to for a room, which need not be open yet
   * where clients open rooms themselves.
   *
   * @throws RoomException {@link Problem#NO_SUCH_ROOM}, {@link Problem#NOT_ALLOWED}
   */
  public void requireMayPublish(RoomType type, String roomId, UserId userId) {
    RoomKey key = RoomKey.of(type, roomId);
    Optional<RoomState> open = directory.find(key);
    if (open.isPresent()) {
      RoomRules.requireFor(open.get(), userId);
    } else if (settings.policyOf(type).invitedOnly()) {
      throw new RoomException(Problem.NO_SUCH_ROOM, key.toString());
    }
    bans.requireNone(key, userId);
  }

  /** The stream a user publishes in a room as its member. */
  public Optional<StreamName> published(RoomType type, String roomId, UserId userId) {
    return directory
        .find(RoomKey.of(type, roomId))
        .flatMap(room -> room.member(userId))
        .flatMap(Member::stream);
  }

  /**
   * To be called before a user is told where to watch a room's streams. In an invited session that
   * is an event when the user is no member and a stream is new to them. Who is kept out is told of
   * no address, which is no event.
   *
   * @return the room as the user may see it; empty if it closed meanwhile
   * @throws DatabaseUnavailable if it could not be recorded: then the user must not be told
   */
  public Optional<RoomView> handPlayUrls(RoomState seen, UserId userId, Actor actor) {
    boolean witnessed = seen.terms().admitted().isPresent() && !seen.hasMember(userId);
    Optional<RoomState> known =
        witnessed && !keptOut(seen, userId) ? recorded(seen, userId, actor) : Optional.of(seen);
    return known.map(room -> new RoomView(room, !keptOut(room, userId)));
  }

  private boolean keptOut(RoomState room, UserId userId) {
    return room.removed().contains(userId) || bans.bans(room.key(), userId);
  }

  private Optional<RoomState> recorded(RoomState seen, UserId userId, Actor actor) {
    return directory
        .room(seen.key())
        .filter(room -> room.sessionId().equals(seen.sessionId()))
        .map(room -> handed(room, userId, actor))
        .filter(RoomState::open);
  }

  private RoomState handed(Room room, UserId userId, Actor actor) {
    RoomState state = room.state();
    if (room.watched.unseen(userId, streams(state)).isEmpty()) {
      return state;
    }
    RoomState after = room.carryOut(handing(room, userId), actor).state();
    if (!keptOut(after, userId)) {
      room.watched.remember(userId, streams(after));
    }
    return after;
  }

  /**
   * Of the members at the moment of recording: one may have joined since the room was looked at,
   * and the user may have been put out.
   */
  private Decision handing(Room room, UserId userId) {
    return now -> {
      List<String> unseen = room.watched.unseen(userId, streams(now));
      return now.open() && !unseen.isEmpty() && !keptOut(now, userId)
          ? List.of(new RoomEvent.PlayUrlHanded(userId, unseen))
          : List.of();
    };
  }

  private static List<String> streams(RoomState room) {
    return room.members().stream().flatMap(member -> member.streamName().stream()).toList();
  }

  /**
   * Mixes streams into the caller's own one. The streams mixed in belong to members of the room or,
   * where the type can that, of another active room of its type that exists for the caller.
   *
   * @return fails with anything but {@link RoomException} when the platform cannot be reached
   * @throws RoomException {@link Problem#NO_SUCH_ROOM}, {@link Problem#NOT_A_MEMBER}, {@link
   *     Problem#NOT_ALLOWED}
   */
  public CompletionStage<MixAnswer> mix(RoomKey key, UserId userId, MixRequest request) {
    RoomState room =
        directory
            .find(key, userId)
            .orElseThrow(() -> new RoomException(Problem.NO_SUCH_ROOM, key.toString()));
    RoomRules.requireMember(room, userId);
    boolean allowed =
        room.member(userId)
            .flatMap(Member::stream)
            .filter(own -> intoOwn(request, own) && inputsAllowed(request, room, userId))
            .isPresent();
    if (!allowed) {
      throw new RoomException(Problem.NOT_ALLOWED, key + ": a stream that is not theirs to mix");
    }
    return platform.enabled()
        ? platform.mix(request)
        : CompletableFuture.failedFuture(new IllegalStateException("the live API is off"));
  }

  private static boolean intoOwn(MixRequest request, StreamName own) {
    return request.output().equals(own)
        && request.sessionId().equals(own.value())
        && request.inputs().stream()
            .filter(RoomStreams::canvas)
            .allMatch(input -> input.stream().equals(own));
  }

  private boolean inputsAllowed(MixRequest request, RoomState room, UserId userId) {
    return request.inputs().stream()
        .filter(input -> !canvas(input))
        .map(MixRequest.Input::stream)
        .allMatch(stream -> publishes(room, stream) || publishedElsewhere(stream, room, userId));
  }

  private boolean publishedElsewhere(StreamName stream, RoomState room, UserId userId) {
    RoomType type = room.terms().type();
    return type.can(Capability.MIX_OTHER_ROOMS)
        && directory.all().stream()
            .map(Room::state)
            .filter(other -> other.terms().type() == type)
            .filter(other -> other.phase() == Phase.ACTIVE && other.existsFor(userId))
            .filter(other -> !keptOut(other, userId))
            .anyMatch(other -> publishes(other, stream));
  }

  private static boolean publishes(RoomState room, StreamName stream) {
    return room.members().stream().anyMatch(m -> m.stream().filter(stream::equals).isPresent());
  }

  private static boolean canvas(MixRequest.Input input) {
    return input.layout().inputType().filter(type -> type == CANVAS).isPresent();
  }
}
