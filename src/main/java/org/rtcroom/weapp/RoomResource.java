package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.ListRange;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomLifecycle;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomStreams;
import org.rtcroom.room.RoomType;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;

/**
 * What the families with push URLs have in common, but for opening rooms. An operation that the
 * newer generation of clients calls otherwise is served by two methods: a path with a template is
 * tried after all that have none, each time.
 */
@Path(Operations.STREAM_FAMILIES)
@Authenticated
@Unproxied
public class RoomResource {

  private static final int PAGE = 20;
  private static final int LONGEST_PAGE = 200;

  /**
   * The wish for an address to publish to.
   *
   * @param roomId empty if it shall be good for any room
   */
  record PushUrlWish(Optional<String> roomId) {

    static PushUrlWish read(WeappRequest request, Ids ids) {
      return new PushUrlWish(ids.optionalRoom(request));
    }
  }

  /**
   * A sign of life.
   *
   * @param status what the member says of the room, if anything
   */
  record Heartbeat(RoomKey room, Optional<Long> status) {

    static Heartbeat read(WeappRequest request, Ids ids) {
      return new Heartbeat(
          ids.room(request),
          request.fields().number("roomStatusCode", Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
  }

  static ListRange page(WeappRequest request, Ids ids) {
    return page(request.fields(), "cnt", PAGE);
  }

  static ListRange page(Fields fields, String countName, int byDefault) {
    Optional<Long> count = fields.number(countName, 0, LONGEST_PAGE);
    Optional<Long> index = fields.number("index", 0, Long.MAX_VALUE);
    return new ListRange(index.orElse(0L), count.map(Long::intValue).orElse(byDefault));
  }

  @Inject RoomLifecycle lifecycle;
  @Inject RoomDirectory directory;
  @Inject RoomStreams streams;
  @Inject RoomSettings settings;
  @Inject StreamAddresses addresses;
  @Inject RoomJson rooms;
  @Inject Answers answers;
  @Inject Clock clock;

  /** An address to publish to, for that room or, without one, for any. */
  @POST
  @Path("get_push_url")
  @Takes(PushUrlWish.class)
  public Response pushUrl() {
    WeappRequest request = WeappRequest.current();
    Optional<String> roomId = request.asked(PushUrlWish.class).roomId();
    AuthenticatedCaller caller = request.caller();
    roomId.ifPresent(id -> streams.requireMayPublish(request.type(), id, caller.user()));
    PushUrl url = addresses.pushUrl(roomId, caller.user().value(), clock.instant());
    String accelerated = addresses.accelerated(url.streamName(), clock.instant()).value();
    return answers
        .ok(request, json -> json.write("pushURL", url.value()).write("accelerateURL", accelerated))
        .to(request);
  }

  /** As {@link #pushUrl}, to the newer generation. */
  @POST
  @Path("get_anchor_url")
  @Takes(PushUrlWish.class)
  public Response anchorUrl() {
    return pushUrl();
  }

  @POST
  @Path("get_room_list")
  @Takes(ListRange.class)
  public Response list() {
    WeappRequest request = WeappRequest.current();
    ListRange page = request.asked(ListRange.class);
    AuthenticatedCaller caller = request.caller();
    RoomType type = request.type();
    boolean invitedOnly = settings.policyOf(type).invitedOnly();
    List<RoomState> shown =
        directory.list(type.idSpace(), "", Optional.of(caller.user()), invitedOnly, page).stream()
            .flatMap(room -> streams.handPlayUrls(room, caller.user(), caller.actor()).stream())
            .toList();
    return answers.ok(request, json -> rooms.rooms(json, shown)).to(request);
  }

  @POST
  @Path("get_pushers")
  @Takes(RoomKey.class)
  public Response pushers() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    AuthenticatedCaller caller = request.caller();
    UserId user = caller.user();
    RoomState room =
        directory
            .find(key, user)
            .flatMap(seen -> streams.handPlayUrls(seen, user, caller.actor()))
            .orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM_TO_SEE));
    return answers.ok(request, json -> rooms.write(json, room)).to(request);
  }

  /** As {@link #pushers}, to the newer generation. */
  @POST
  @Path("get_anchors")
  @Takes(RoomKey.class)
  public Response anchors() {
    return pushers();
  }

  @POST
  @Path("destroy_room")
  @Takes(RoomKey.class)
  public Response close() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    AuthenticatedCaller caller = request.caller();
    RecordedSession closed = lifecycle.close(key, caller.user(), caller.actor());
    return answers.done(request, closed).to(request);
  }

  @POST
  @Path("delete_pusher")
  @Takes(RoomKey.class)
  public Response leave() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    AuthenticatedCaller caller = request.caller();
    RecordedSession left = lifecycle.leave(key, caller.user(), caller.actor());
    return answers.done(request, left).to(request);
  }

  /** As {@link #leave}, to the newer generation. */
  @POST
  @Path("delete_anchor")
  @Takes(RoomKey.class)
  public Response leaveAsAnchor() {
    return leave();
  }

  /** Always answers with the members, too: it is how the newer generation learns of changes. */
  @POST
  @Path("pusher_heartbeat")
  @Takes(Heartbeat.class)
  public Response heartbeat() {
    WeappRequest request = WeappRequest.current();
    Heartbeat beat = request.asked(Heartbeat.class);
    AuthenticatedCaller caller = request.caller();
    RoomState room = lifecycle.heartbeat(beat.room(), caller.user(), beat.status(), caller.actor());
    return answers
        .ok(
            request,
            json -> {
              json.write("roomStatusCode", room.statusCode());
              rooms.pushers(json, room);
            })
        .to(request);
  }

  /** As {@link #heartbeat}, to the newer generation. */
  @POST
  @Path("anchor_heartbeat")
  @Takes(Heartbeat.class)
  public Response anchorHeartbeat() {
    return heartbeat();
  }
}
