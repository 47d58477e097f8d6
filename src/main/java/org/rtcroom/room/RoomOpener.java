package org.rtcroom.room;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * Opens rooms for clients and back ends: refuses a client that may not open, draws the id where
 * none is given, and sets the terms. {@link OpeningProcess} does the rest.
 */
@Unproxied
public class RoomOpener {

  /** Generated numbers are drawn from 1 to this, the range of the older media clouds. */
  private static final int GENERATED_NUMBERS = 10_000_000;

  /** How often another id is drawn when the generated one is in use. */
  private static final int DRAWS = 20;

  @Inject OpeningProcess opening;
  @Inject RoomSettings settings;
  @Inject GroupChat groups;
  @Inject Bans bans;

  private final SecureRandom random = new SecureRandom();

  /**
   * Opens a room for its creator, who enters it later or, if {@code first} is given, with it.
   *
   * @return fails with {@link Problem#ROOM_ID_IN_USE}, {@link Problem#GROUP_FAILED}, {@link
   *     Problem#NOT_ALLOWED} where only sessions opened for invited users exist, or if {@code
   *     first} is banned
   */
  public CompletionStage<RecordedSession> open(
      RoomRequest wish, Optional<Member> first, Actor creator) {
    if (settings.policyOf(wish.type()).invitedOnly()) {
      throw new RoomException(Problem.NOT_ALLOWED, "clients open no " + wish.type().family());
    }
    bans.catchUp();
    if (wish.roomId().isPresent()) {
      RoomKey key = RoomKey.of(wish.type(), wish.roomId().get());
      first.ifPresent(member -> bans.requireNone(key, member.userId()));
      return openNamed(wish, key.id(), first, creator);
    }
    return openGenerated(wish, first, creator, DRAWS);
  }

  /** Opens a room under that id, even if the wish names another one. */
  CompletionStage<RecordedSession> openNamed(
      RoomRequest wish, String roomId, Optional<Member> first, Actor creator) {
    List<RoomEvent> next = first.<RoomEvent>map(RoomEvent.Joined::new).stream().toList();
    return opening.open(terms(wish, roomId, creator, Optional.empty()), next, creator);
  }

  /**
   * Opens a session that exists only for those users; it belongs to the first who enters.
   *
   * @param remarks are added to the session's record with the opening
   * @return fails with {@link Problem#ROOM_ID_IN_USE}, {@link Problem#GROUP_FAILED}
   */
  public CompletionStage<RecordedSession> openFor(
      RoomRequest wish, Set<UserId> admitted, List<RoomEvent.Remark> remarks, Actor opener) {
    String roomId = wish.roomId().orElseGet(() -> generatedId(wish.type()));
    return opening.open(terms(wish, roomId, opener, Optional.of(admitted)), remarks, opener);
  }

  /** A room for invited users has no creator yet. */
  private Terms terms(
      RoomRequest wish, String roomId, Actor opener, Optional<Set<UserId>> admitted) {
    RoomKey key = RoomKey.of(wish.type(), roomId);
    boolean grouped = groups.enabled() && wish.type().can(Capability.GROUP);
    GroupOwner owner =
        grouped
            ? settings.groupOwner().ownerFor(wish.type(), !opener.platform().isEmpty())
            : GroupOwner.NONE;
    return new Terms(
        wish.type(),
        key.id(),
        admitted.isPresent() ? Optional.empty() : opener.user(),
        wish.info(),
        wish.category(),
        wish.heartbeats(),
        owner,
        admitted);
  }

  private CompletionStage<RecordedSession> openGenerated(
      RoomRequest wish, Optional<Member> first, Actor creator, int draws) {
    try {
      return openNamed(wish, generatedId(wish.type()), first, creator);
    } catch (RoomException e) {
      if (e.problem() == Problem.ROOM_ID_IN_USE && draws > 1) {
        return openGenerated(wish, first, creator, draws - 1);
      }
      throw e;
    }
  }

  private String generatedId(RoomType type) {
    if (type.can(Capability.NUMBERED)) {
      return String.valueOf(1 + random.nextInt(GENERATED_NUMBERS));
    }
    HexFormat hex = HexFormat.of();
    return "room_"
        + hex.toHexDigits(random.nextInt())
        + "_"
        + hex.toHexDigits((short) random.nextInt());
  }
}
