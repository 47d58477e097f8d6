package org.rtcroom.room;

/**
 * A session as the journal holds it: its state, and where its chain ended when that was recorded.
 */
public record Recorded(RoomState state, Position position) {}
