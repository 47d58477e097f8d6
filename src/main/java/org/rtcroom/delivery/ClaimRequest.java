package org.rtcroom.delivery;

import org.rtcroom.kernel.SessionId;

/**
 * A session whose next delivery is wanted.
 *
 * @param urgent whatever its back-off: also what failed a moment ago
 */
public record ClaimRequest(SessionId sessionId, boolean urgent) {}
