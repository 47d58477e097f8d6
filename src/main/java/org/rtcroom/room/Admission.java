package org.rtcroom.room;

/** The users that may look into and enter the rooms of a family. */
public enum Admission {
  /** Any authenticated user. */
  OPEN,
  /** Only the users a session was opened for; for all others the room does not exist. */
  INVITED
}
