package org.rtcroom.room;

import jakarta.inject.Inject;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/** The operations of viewers, and on the custom info of a room. */
@Unproxied
public class RoomAudience {

  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject Bans bans;

  /**
   * A viewer comes. A viewer that finds the list full is counted all the same.
   *
   * @throws RoomException {@link Problem#AUDIENCE_FULL} if the viewer is not listed, {@link
   *     Problem#NO_SUCH_ROOM}, {@link Problem#NOT_ALLOWED}
   */
  public RoomState come(RoomKey key, Viewer viewer, Actor actor) {
    Room room = directory.require(key, Problem.NO_SUCH_ROOM);
    Decision come = bans.unlessBanned(viewer.userId(), rules(room).come(viewer));
    RoomState state = room.carryOut(come, actor).state();
    if (!state.audience().lists(viewer.userId())) {
      throw new RoomException(Problem.AUDIENCE_FULL, key.toString());
    }
    return state;
  }

  /** A viewer goes; one who was not there changes nothing. */
  public RoomState go(RoomKey key, UserId userId, Actor actor) {
    Room room = directory.require(key, Problem.NO_SUCH_ROOM);
    return room.carryOut(rules(room).go(userId), actor).state();
  }

  /**
   * A member or a viewer adds to a counter, which begins at 0.
   *
   * @throws RoomException {@link Problem#FIELD_REFUSED}, {@link Problem#NOT_A_MEMBER}
   */
  public RoomState count(RoomKey key, UserId userId, String field, long delta, Actor actor) {
    Room room = directory.require(key, Problem.NO_SUCH_ROOM);
    return room.carryOut(rules(room).count(userId, actor.address(), field, delta), actor).state();
  }

  /**
   * A member sets a field.
   *
   * @throws RoomException {@link Problem#FIELD_REFUSED}, {@link Problem#NOT_A_MEMBER}
   */
  public RoomState set(RoomKey key, UserId userId, String field, FieldValue value, Actor actor) {
    Room room = directory.require(key, Problem.NO_SUCH_ROOM);
    return room.carryOut(rules(room).set(userId, field, value), actor).state();
  }

  private AudienceRules rules(Room room) {
    return new AudienceRules(settings.policyOf(room.state().terms().type()));
  }
}
