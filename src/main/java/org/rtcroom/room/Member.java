package org.rtcroom.room;

import java.util.Optional;
import org.rtcroom.identity.UserId;
import org.rtcroom.stream.StreamName;

/**
 * A user who publishes in a room.
 *
 * @param stream what the user publishes; empty where the media cloud names the streams
 * @param status what the client declared of itself on entering (0 not started, 1 started)
 */
public record Member(
    UserId userId, String nickname, String avatar, Optional<StreamName> stream, long status) {}
