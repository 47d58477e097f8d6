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
class RoomOpener {

  /** Generated numbers are drawn from 1 to this, the range of the older media clouds. */
  private static final int GENERATED_NUMBERS = 10_000_000;

  /** How often another id is drawn when the generated one is in use. */
  private static final int DRAWS = 20;

  @Inject OpeningProcess opening;
  @Inject RoomSettings settings;
  @Inject GroupChat groups;
  @Inject Bans bans;

  private final SecureRandom random = new SecureRandom();

  /** As {@link RoomLifecycle#open}. */
  CompletionStage<RecordedSession> open(RoomRequest wish, Optional<Member> first, Actor creator) {
    requireClientsMayOpen(wish.type());
    bans.catchUp();
    if (wish.roomId().isPresent()) {
      RoomKey key = RoomKey.of(wish.type(), wish.roomId().get());
      first.ifPresent(member -> bans.requireNone(key, member.userId()));
      return openNamed(wish, key.id(), first, creator);
    }
    return openGenerated(wish, first, creator, DRAWS);
  }

  /** Opens a room under that id, whatever the wish says of it. */
  CompletionStage<RecordedSession> openNamed(
      RoomRequest wish, String roomId, Optional<Member> first, Actor creator) {
    return opening.open(terms(wish, roomId, creator), first, creator);
  }

  /** As {@link RoomLifecycle#openFor}. */
  CompletionStage<RecordedSession> openFor(
      RoomRequest wish, Set<UserId> admitted, List<RoomEvent.Remark> remarks, Actor opener) {
    Terms terms = terms(wish, wish.roomId().orElseGet(() -> generatedId(wish.type())), opener);
    Terms invited =
        new Terms(
            terms.type(),
            terms.roomId(),
            Optional.empty(),
            terms.info(),
            terms.category(),
            terms.heartbeats(),
            terms.group(),
            Optional.of(admitted));
    return opening.open(invited, remarks, opener);
  }

  private void requireClientsMayOpen(RoomType type) {
    if (settings.policyOf(type).invitedOnly()) {
      throw new RoomException(Problem.NOT_ALLOWED, "clients open no " + type.family());
    }
  }

  private Terms terms(RoomRequest wish, String roomId, Actor creator) {
    RoomKey key = RoomKey.of(wish.type(), roomId);
    boolean grouped = groups.enabled() && wish.type().can(Capability.GROUP);
    GroupOwner owner =
        grouped
            ? settings.groupOwner().ownerFor(wish.type(), !creator.platform().isEmpty())
            : GroupOwner.NONE;
    return new Terms(
        wish.type(),
        key.id(),
        creator.user(),
        wish.info(),
        wish.category(),
        wish.heartbeats(),
        owner,
        Optional.empty());
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
