package org.rtcroom.room;

/** The side that creates and destroys the IM group behind a room. */
public enum GroupOwner {
  /** There is no group. */
  NONE,
  SERVER,
  CLIENT
}
