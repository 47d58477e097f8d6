package org.rtcroom.room;

import java.util.Optional;
import org.rtcroom.kernel.UserId;
import org.rtcroom.stream.StreamName;

/**
 * A user who publishes in a room.
 *
 * @param stream the stream the user publishes; empty where the media cloud names the streams
 * @param status what the client declared of itself on entering (0 not started, 1 started)
 */
public record Member(
    UserId userId, String nickname, String avatar, Optional<StreamName> stream, long status) {

  /** A member as recorded, whose stream is known by name only. */
  public static Member recorded(
      UserId userId, String nickname, String avatar, Optional<String> stream, long status) {
    return new Member(userId, nickname, avatar, stream.map(StreamName::new), status);
  }

  /** The name of the stream, where there is one. */
  public Optional<String> streamName() {
    return stream.map(StreamName::value);
  }
}
