package org.rtcroom.room;

/**
 * Where a session is in its life.
 *
 * <pre>{@code
 * Opening           Opened           Joined, the first         Closed
 * --------> OPENING -------> CREATED ------------------> ACTIVE -------> CLOSED
 *              |                |                         | ^              ^
 *              |                |     Vacated, with the   | | Joined,      |
 *              |                |     last one's Left     | | any of them  |
 *              |                |                         v |              |
 *              |                |                        VACANT -- Closed -+
 *              +---- Closed ----+------------------ Closed ----------------+
 * }</pre>
 *
 * <p>A room without a group of ours begins with {@link RoomEvent.Opened}. One without a departure
 * time is never vacant: it closes with its last member.
 */
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
