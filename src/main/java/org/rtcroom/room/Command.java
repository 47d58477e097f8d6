package org.rtcroom.room;

import org.rtcroom.kernel.Actor;

/** What somebody wants done to a room. */
record Command(Decision decision, Actor actor) {}
