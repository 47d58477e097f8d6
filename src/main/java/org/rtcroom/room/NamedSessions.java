package org.rtcroom.room;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;

/**
 * The operations on an open session that is named by its own id: another session that has opened in
 * the same room since is left alone.
 */
@Unproxied
public class NamedSessions {

  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;

  /** A session by its id, and where it lives while it is open. */
  public record Name(SessionId sessionId, RoomKey key) {}

  /**
   * Closes the session.
   *
   * @throws RoomException {@link Problem#NO_SUCH_ROOM} if it is not open
   */
  public RecordedSession close(Name name, Reason reason, Actor actor) {
    Room room = require(name);
    return room.carryOut(settings.rulesOf(room.state()).close(reason), actor);
  }

  /**
   * Puts a user out, who cannot come back into this session.
   *
   * @throws RoomException {@link Problem#NO_SUCH_ROOM} if it is not open
   */
  public RecordedSession remove(Name name, UserId userId, Actor actor) {
    Room room = require(name);
    return room.carryOut(settings.rulesOf(room.state()).remove(userId), actor);
  }

  /**
   * Adds to the record of the session.
   *
   * @return false if it is not open here; then nothing was added
   */
  public boolean remark(Name name, RoomEvent.Remark remark, Actor actor) {
    Optional<Room> room = room(name);
    if (room.isEmpty()) {
      return false;
    }
    try {
      room.get().carryOut(whileOpen(remark), actor);
      return true;
    } catch (RoomException e) {
      if (e.problem() == Problem.NO_SUCH_ROOM) {
        return false;
      }
      throw e;
    }
  }

  private static Decision whileOpen(RoomEvent.Remark remark) {
    return room -> {
      RoomRules.requireOpen(room);
      return List.of(remark);
    };
  }

  private Room require(Name name) {
    return room(name)
        .orElseThrow(() -> new RoomException(Problem.NO_SUCH_ROOM, "session " + name.sessionId()));
  }

  private Optional<Room> room(Name name) {
    return directory.room(name.key()).filter(room -> room.sessionId().equals(name.sessionId()));
  }
}
