package org.rtcroom.room;

import java.util.Optional;

/**
 * The wish for a new room.
 *
 * @param roomId the id the client chose; empty if the service shall make one
 * @param info free text, at most 1024 bytes
 * @param category the free label of web rooms, or empty text
 * @param heartbeats whether silent members are to be evicted
 */
public record RoomRequest(
    RoomType type, Optional<String> roomId, String info, String category, boolean heartbeats) {}
