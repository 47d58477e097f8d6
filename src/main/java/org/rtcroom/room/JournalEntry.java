package org.rtcroom.room;

import java.time.Instant;
import org.rtcroom.kernel.Actor;

/** One event about to be recorded, with its actor and its time. */
public record JournalEntry(RoomEvent event, Actor actor, Instant at) {}
