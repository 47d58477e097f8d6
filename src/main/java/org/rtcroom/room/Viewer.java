package org.rtcroom.room;

import org.rtcroom.kernel.UserId;

/**
 * A viewer who does not publish.
 *
 * @param info text that the client wants others to see, at most 1024 bytes
 */
public record Viewer(UserId userId, String info) {}
