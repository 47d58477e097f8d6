package org.rtcroom.delivery;

import org.rtcroom.room.SessionId;

/**
 * A session whose next delivery is wanted.
 *
 * @param urgent whatever its back-off: also what failed a moment ago
 */
public record Wanted(SessionId sessionId, boolean urgent) {}
