package org.rtcroom.delivery;

/** What is left to deliver for a session after a look at it. */
public enum Remaining {
  NOTHING,
  /** Something that may be delivered at once. */
  MORE,
  /** Something whose time has not come. */
  LATER,
  /** Something that somebody else is delivering. */
  ELSEWHERE
}
