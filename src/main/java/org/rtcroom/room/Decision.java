package org.rtcroom.room;

import java.util.List;

/**
 * The effect that a command would have on a room. Pure: it looks only at the room and changes
 * nothing, so it can be taken again when another writer was faster.
 */
@FunctionalInterface
interface Decision {

  /**
   * The events that follow from the command, none if the room already is as wanted.
   *
   * @throws RoomException if the room's rules refuse the command
   */
  List<RoomEvent> on(RoomState room);
}
