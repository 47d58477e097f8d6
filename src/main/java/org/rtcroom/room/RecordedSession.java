package org.rtcroom.room;

/**
 * A session as the journal holds it: its state, and where its chain ended when that was recorded.
 */
public record RecordedSession(RoomState state, Position position) {}
