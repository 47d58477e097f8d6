package org.rtcroom.room;

/** What somebody wants done to a room. */
record Command(Decision decision, Actor actor) {}
