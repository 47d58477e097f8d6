package org.rtcroom.room;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * The operations of members on rooms. A command that is refused throws {@link RoomException} and
 * changes nothing; one that returns is recorded. A command that may have to wait for the IM cloud
 * returns a stage instead of waiting.
 */
@Unproxied
public class RoomLifecycle {

  /** How often a join looks again because the room came or went at the same moment. */
  private static final int LOOKS = 20;

  @Inject RoomDirectory directory;
  @Inject RoomOpener roomOpener;
  @Inject RoomSettings settings;
  @Inject Bans bans;
  @Inject Clock clock;
  @Inject ClusterRound cluster;

  @Nullable @Resource ManagedExecutorService managedExecutor;

  /**
   * Lets a user publish in a room. A room that is not open is opened, and belongs to that user. A
   * user who is already a member gets the new fields and counts as heard.
   *
   * @return fails with {@link Problem#ROOM_FULL}, {@link Problem#CREATOR_ABSENT}, {@link
   *     Problem#NOT_ALLOWED}, {@link Problem#NO_SUCH_ROOM} where this user cannot open rooms so,
   *     and as {@link RoomOpener#open}
   */
  public CompletionStage<RecordedSession> join(RoomRequest ifAbsent, Member member, Actor actor) {
    return join(ifAbsent, member, actor, LOOKS);
  }

  private CompletionStage<RecordedSession> join(
      RoomRequest ifAbsent, Member member, Actor actor, int looks) {
    String roomId = ifAbsent.roomId().orElseThrow();
    RoomKey key = RoomKey.of(ifAbsent.type(), roomId);
    Optional<Room> room = directory.room(key);
    if (room.isPresent()) {
      return joinOnceOpen(room.get(), ifAbsent, member, actor, looks);
    }
    boolean clientsOpen = !settings.policyOf(ifAbsent.type()).invitedOnly();
    if (clientsOpen) {
      bans.requireNone(key, member.userId());
    }
    boolean mayOpen = clientsOpen && actor.platform().isEmpty() && !directory.quarantined(key);
    if (!mayOpen) {
      throw new RoomException(Problem.NO_SUCH_ROOM, key.toString());
    }
    try {
      return roomOpener.openNamed(ifAbsent, roomId, Optional.of(member), actor);
    } catch (RoomException e) {
      if (e.problem() == Problem.ROOM_ID_IN_USE && looks > 1) {
        return join(ifAbsent, member, actor, looks - 1);
      }
      throw e;
    }
  }

  private CompletionStage<RecordedSession> joinOnceOpen(
      Room room, RoomRequest ifAbsent, Member member, Actor actor, int looks) {
    if (room.state().phase() == Phase.OPENING) {
      Executor executor = managedExecutor == null ? Runnable::run : managedExecutor;
      return room.opened
          .handle((open, failure) -> lostTheId(failure))
          .thenComposeAsync(
              lost ->
                  lost && looks > 1
                      ? join(ifAbsent, member, actor, looks - 1)
                      : room.opened.thenCompose(
                          open -> joinOpen(room, ifAbsent, member, actor, looks)),
              executor);
    }
    return joinOpen(room, ifAbsent, member, actor, looks);
  }

  /** Whether the room could not be opened because another one was, under its id. */
  private static boolean lostTheId(@Nullable Throwable failure) {
    return failure instanceof RoomException e && e.problem() == Problem.ROOM_ID_IN_USE;
  }

  /** A room that closed since it was looked up is as good as none: the id leads to a new one. */
  private CompletionStage<RecordedSession> joinOpen(
      Room room, RoomRequest ifAbsent, Member member, Actor actor, int looks) {
    try {
      return CompletableFuture.completedFuture(joinNow(room, member, actor));
    } catch (RoomException e) {
      if (room.state().phase() == Phase.CLOSED && looks > 1) {
        return join(ifAbsent, member, actor, looks - 1);
      }
      throw e;
    }
  }

  /** A member counts as heard before it is decided on, lest it be evicted in between. */
  private RecordedSession joinNow(Room room, Member member, Actor actor) {
    renew(room, member.userId());
    Decision join = bans.unlessBanned(member.userId(), settings.rulesOf(room.state()).join(member));
    RecordedSession recorded = room.carryOut(join, actor);
    renew(room, member.userId());
    return recorded;
  }

  /**
   * Lets a user into an open room of a web family. A member who enters again keeps the fields that
   * are not sent.
   *
   * @throws RoomException {@link Problem#NO_SUCH_ROOM}, {@link Problem#ROOM_FULL}
   */
  public RecordedSession enter(
      RoomKey key, UserId userId, Optional<String> nickname, Optional<Long> status, Actor actor) {
    Room room = directory.require(key, Problem.NO_SUCH_ROOM);
    renew(room, userId);
    Decision enter =
        bans.unlessBanned(userId, settings.rulesOf(room.state()).enter(userId, nickname, status));
    RecordedSession recorded = room.carryOut(enter, actor);
    renew(room, userId);
    return recorded;
  }

  /**
   * A member leaves; the last one closes the room.
   *
   * @throws RoomException {@link Problem#NOT_A_MEMBER}
   */
  public RecordedSession leave(RoomKey key, UserId userId, Actor actor) {
    Room room = directory.require(key, Problem.NOT_A_MEMBER);
    return room.carryOut(settings.rulesOf(room.state()).leave(userId), actor);
  }

  /**
   * The creator closes the room.
   *
   * @throws RoomException {@link Problem#NO_SUCH_ROOM}, {@link Problem#NOT_THE_CREATOR}
   */
  public RecordedSession close(RoomKey key, UserId userId, Actor actor) {
    Room room = directory.require(key, Problem.NO_SUCH_ROOM);
    return room.carryOut(settings.rulesOf(room.state()).close(userId), actor);
  }

  /** Closes a room for that reason, without regard to its creator. */
  public RecordedSession close(RoomKey key, Reason reason, Actor actor) {
    Room room = directory.require(key, Problem.NO_SUCH_ROOM);
    return room.carryOut(settings.rulesOf(room.state()).close(reason), actor);
  }

  /**
   * A member is still there. Not an event: a write to memory, unless the creator declares another
   * status of the room.
   *
   * <p>An installed client that is refused once does not beat again. So what is remembered serves
   * while the database does not answer, and the status is left for the next heartbeat. Who cannot
   * be answered at all is heard all the same, and is not put out for silence.
   *
   * @return the room as the member may see it
   * @throws RoomException {@link Problem#NOT_A_MEMBER}; {@link Problem#TRY_AGAIN} where another
   *     node would evict the member all the same, or nothing is remembered of the member
   */
  public RoomState heartbeat(RoomKey key, UserId userId, Optional<Long> statusCode, Actor actor) {
    Room room = roomOfHeartbeat(key, userId);
    RoomState state = room.state();
    RoomRules.requireMember(state, userId);
    beat(room, userId); // who cannot be answered below was heard all the same
    cluster.requireInTime();
    boolean declares =
        statusCode.isPresent() && state.createdBy(userId) && state.statusCode() != statusCode.get();
    return declares ? declared(room, userId, statusCode.get(), actor) : state;
  }

  private Room roomOfHeartbeat(RoomKey key, UserId member) {
    try {
      return directory.require(key, Problem.NOT_A_MEMBER);
    } catch (RoomException e) {
      if (e.problem() != Problem.TRY_AGAIN) {
        throw e;
      }
      return directory
          .remembered(key)
          .filter(room -> room.state().open() && room.state().hasMember(member))
          .orElseThrow(() -> e);
    }
  }

  private RoomState declared(Room room, UserId userId, long statusCode, Actor actor) {
    try {
      Decision declare = settings.rulesOf(room.state()).declareStatus(userId, statusCode);
      return room.carryOut(declare, actor).state();
    } catch (RoomException e) {
      if (e.problem() != Problem.TRY_AGAIN) {
        throw e;
      }
      return room.state();
    }
  }

  /**
   * Since when a user has been a member of a room, as far as this node remembers; of a session that
   * it read back, since that was opened. Empty for who is none.
   */
  public Optional<Instant> entered(RoomKey key, UserId userId) {
    return directory
        .remembered(key)
        .filter(room -> room.state().open() && room.state().hasMember(userId))
        .flatMap(room -> Optional.ofNullable(room.heartbeats.of(userId)))
        .map(Heartbeats.Pulse::entered);
  }

  private void beat(Room room, UserId userId) {
    Heartbeats.Pulse pulse = room.heartbeats.of(userId);
    if (pulse != null) {
      pulse.beat(clock.instant());
    }
  }

  private void renew(Room room, UserId userId) {
    Heartbeats.Pulse pulse = room.heartbeats.of(userId);
    if (pulse != null) {
      pulse.renew(clock.instant());
    }
  }
}
