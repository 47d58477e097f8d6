package org.rtcroom.room;

import java.time.Instant;

/** One event about to be recorded: what, by whom, when. */
public record Entry(RoomEvent event, Actor actor, Instant at) {}
