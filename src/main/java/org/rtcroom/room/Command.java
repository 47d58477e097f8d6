package org.rtcroom.room;

import org.rtcroom.kernel.Actor;

/** A decision to be taken on a room, and the actor that wants it. */
record Command(Decision decision, Actor actor) {}
