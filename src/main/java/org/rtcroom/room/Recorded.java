package org.rtcroom.room;

/** An open session read back from the journal: its state and where its chain ends. */
public record Recorded(RoomState state, Position position) {}
