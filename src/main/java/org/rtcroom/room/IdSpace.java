package org.rtcroom.room;

/** A set of room ids in which no two open rooms may have the same one. */
public enum IdSpace {
  DOUBLE,
  MULTI,
  LIVE,
  /** Shared by the two web families. */
  WEB
}
