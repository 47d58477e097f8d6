package org.rtcroom.room;

/** The problems of a room that its caller is told of. */
public enum Problem {
  /** There is no such room, or the caller is not to know of it. */
  NO_SUCH_ROOM,
  NOT_A_MEMBER,
  NOT_THE_CREATOR,
  /** No user joins before the creator has. */
  CREATOR_ABSENT,
  ROOM_FULL,
  AUDIENCE_FULL,
  ROOM_ID_IN_USE,
  /** The IM group could not be created; nothing was opened. */
  GROUP_FAILED,
  /** The caller was removed or banned, or clients may not open rooms of this type. */
  NOT_ALLOWED,
  /** A counter would overflow, a counter is a text, or there are too many fields. */
  FIELD_REFUSED,
  ILLEGAL_ID,
  /** The room is busy or the database did not answer; the same call can be made again. */
  TRY_AGAIN
}
