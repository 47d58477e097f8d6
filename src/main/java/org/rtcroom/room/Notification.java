package org.rtcroom.room;

/** What the outside must be told after a change. */
public enum Notification {
  /** The members of the room's group: ask again who is in the room. */
  NOTICE,
  /** The IM cloud: the group has no room any more. */
  DESTROY_GROUP
}
