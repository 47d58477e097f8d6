package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomException;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomStreams;
import org.rtcroom.room.RoomType;
import org.rtcroom.stream.PlayUrl;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;

/** The addresses clients are given to publish to, good for about as long as a room lasts. */
@Unproxied
class PushAddresses {

  @Inject StreamAddresses addresses;
  @Inject RoomStreams streams;
  @Inject RoomSettings settings;
  @Inject Clock clock;

  /** Where to publish a stream, and where others play it. */
  record Pair(PushUrl push, PlayUrl play) {}

  /**
   * Gives out an address for a room or, without one, for any.
   *
   * @param renewal whether who is inside wants the address of their stream, to connect again, in
   *     place of a new stream
   * @throws RoomException for who may not publish there
   */
  Pair issue(RoomType type, Optional<String> roomId, UserId user, boolean renewal) {
    roomId.ifPresent(id -> streams.requireMayPublish(type, id, user));
    Instant now = clock.instant();
    Duration atMost = settings.policyOf(type).addressValidity();
    PushUrl push =
        roomId
            .filter(id -> renewal)
            .flatMap(id -> renewed(type, id, user, now))
            .orElseGet(() -> addresses.pushUrl(roomId, user.value(), now, atMost));
    Instant end = addresses.playEnd(now, atMost);
    return new Pair(push, addresses.accelerated(push.streamName(), end));
  }

  private Optional<PushUrl> renewed(RoomType type, String roomId, UserId user, Instant now) {
    Duration atMost = settings.policyOf(type).addressValidity();
    return streams
        .published(type, roomId, user)
        .flatMap(own -> addresses.renewed(own, roomId, user.value(), now, atMost));
  }
}
