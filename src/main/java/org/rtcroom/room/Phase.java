package org.rtcroom.room;

/** Where a session is in its life. */
public enum Phase {
  /** Its id is claimed and its group is being created; no client sees it yet. */
  OPENING,
  /** Opened, and no member has entered yet. */
  CREATED,
  /** Somebody is inside. */
  ACTIVE,
  /** Everybody has left, and may come back for as long as the departure time. */
  VACANT,
  CLOSED
}
