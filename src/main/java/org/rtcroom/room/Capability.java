package org.rtcroom.room;

/** What only some types of room can do. */
public enum Capability {
  /** Members publish to push URLs that this service issues. */
  STREAMS,
  /** An IM group stands behind the room. */
  GROUP,
  /** Viewers are listed and counted. */
  AUDIENCE,
  /** Clients keep counters and labels on the room. */
  CUSTOM_INFO,
  /** Streams of members can be merged into one picture. */
  MIX_STREAM,
  /** Streams of other rooms of the type can be merged in, too: two broadcasts side by side. */
  MIX_OTHER_ROOMS,
  /** Newer clients call operations by other names, and own the IM group themselves. */
  ANCHOR_DIALECT,
  /** No user joins before the creator has. */
  CREATOR_FIRST,
  /** Room ids are decimal numbers, and members show an entry ticket to the media cloud. */
  NUMBERED,
  /** A member can lapse only after its first heartbeat. */
  LAPSES_AFTER_FIRST_HEARTBEAT,
  /** A request of its own closes the room, beside the last member's leaving. */
  CLOSED_BY_REQUEST
}
