package org.rtcroom.room;

/** Why a member left or a room closed. The names are recorded: they never change meaning. */
public enum Reason {
  /** The member left by choice. */
  LEFT,
  /** The member's heartbeats had stopped. */
  LAPSED,
  /** An operator put the member out. */
  REMOVED,
  /** The last member left or was evicted. */
  LAST_LEFT,
  /** The creator left, and rooms of this type end with that. */
  CREATOR_LEFT,
  /** The creator closed the room. */
  CLOSED_BY_CREATOR,
  /** A user who is not its creator closed a room that anyone may close. */
  CLOSED_BY_ANYONE,
  /** An administrator closed the room. */
  CLOSED_BY_ADMINISTRATOR,
  /** No member entered within the idle timeout. */
  IDLE,
  /** Everybody had left, and nobody came back within the departure time. */
  NOBODY_RETURNED,
  /** The room reached the age at which rooms end that are vacant or need no heartbeats. */
  MAX_AGE,
  /** The IM cloud refused the group: there is none. */
  GROUP_REFUSED,
  /** The IM cloud gave no answer in time: there may be a group. */
  GROUP_FAILED
}
