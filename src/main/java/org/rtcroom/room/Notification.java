package org.rtcroom.room;

/** The messages that the outside must be sent after a change. */
public enum Notification {
  /** The members of the room's group: ask again who is in the room. */
  NOTICE,
  /** The IM cloud: the group has no room any more. */
  DESTROY_GROUP
}
