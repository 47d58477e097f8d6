package org.rtcroom.room;

/**
 * A room as one user may see it.
 *
 * @param playable whether the user may be told where its streams are watched: not who was put out
 *     of it or is banned from it
 */
public record RoomView(RoomState room, boolean playable) {

  /** All of a room, for who may watch it. */
  public static RoomView whole(RoomState room) {
    return new RoomView(room, true);
  }
}
