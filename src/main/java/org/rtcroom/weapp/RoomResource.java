package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Capability;
import org.rtcroom.room.ListRange;
import org.rtcroom.room.Member;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomLifecycle;
import org.rtcroom.room.RoomOpener;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomStreams;
import org.rtcroom.room.RoomType;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;

/**
 * The rooms of the families with push URLs. Opening one may have to wait for the IM cloud; no
 * thread does. An operation that has another name in the newer generation of clients is served by
 * two methods: a path with a template is tried after all that have none, each time.
 */
@Path(Operation.STREAM_FAMILIES)
@Authenticated
@Unproxied
public class RoomResource {

  private static final int PAGE = 20;
  private static final int LONGEST_PAGE = 200;

  /** Bytes. */
  private static final int LONGEST_INFO = 1024;

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_AVATAR = 1024;
  private static final int LONGEST_PUSH_URL = 2048;

  @Inject RoomOpener opener;
  @Inject RoomLifecycle lifecycle;
  @Inject RoomDirectory directory;
  @Inject RoomStreams streams;
  @Inject RoomSettings settings;
  @Inject StreamAddresses addresses;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Replays replays;
  @Inject Problems problems;
  @Inject RoomJson rooms;
  @Inject Answers answers;
  @Inject Clock clock;

  /** An address to publish to, for that room or, without one, for any. */
  @POST
  @Path("get_push_url")
  public Response pushUrl() {
    WeappRequest request = WeappRequest.current();
    Optional<String> roomId = ids.optionalRoom(request);
    UserId user = callers.of(request);
    roomId.ifPresent(id -> streams.requireMayPublish(request.type(), id, user));
    PushUrl url = addresses.pushUrl(roomId, user.value(), clock.instant());
    String accelerated = addresses.accelerated(url.streamName(), clock.instant()).value();
    return answers.ok(
        request,
        json -> {
          json.writeStringField("pushURL", url.value());
          json.writeStringField("accelerateURL", accelerated);
        });
  }

  /** As {@link #pushUrl}, to the newer generation. */
  @POST
  @Path("get_anchor_url")
  public Response anchorUrl() {
    return pushUrl();
  }

  @POST
  @Path("create_room")
  public CompletionStage<Response> open() {
    WeappRequest request = WeappRequest.current();
    Optional<String> roomId = ids.optionalRoom(request);
    String info = info(request).orElseGet(() -> request.emptyText("roomInfo"));
    RoomRequest room = new RoomRequest(request.type(), roomId, info, "", true);
    UserId user = callers.of(request);
    return replays.answered(
        request,
        user,
        () ->
            opener
                .open(room, Optional.empty(), request.actor())
                .thenApply(opened -> opened(request, opened)));
  }

  @POST
  @Path("add_pusher")
  public CompletionStage<Response> join() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    String pushUrl = request.fields().requiredText("pushURL", LONGEST_PUSH_URL);
    String nickname = request.text("userName", LONGEST_NAME);
    String avatar = request.text("userAvatar", LONGEST_AVATAR);
    String info = info(request).orElse("");
    UserId user = callers.of(request);
    PushUrl accepted =
        addresses
            .accepted(pushUrl, key.id(), user.value())
            .orElseThrow(() -> new Refusal(WireProblem.PUSH_URL_REFUSED));
    Member member = new Member(user, nickname, avatar, Optional.of(accepted.streamName()), 0);
    RoomRequest ifAbsent = new RoomRequest(request.type(), Optional.of(key.id()), info, "", true);
    return problems.answered(
        request,
        () ->
            lifecycle
                .join(ifAbsent, member, request.actor())
                .thenApply(joined -> opened(request, joined)));
  }

  /** As {@link #join}, to the newer generation. */
  @POST
  @Path("add_anchor")
  public CompletionStage<Response> joinAsAnchor() {
    return join();
  }

  private Answer opened(WeappRequest request, RecordedSession recorded) {
    return answers.success(
        request,
        json -> {
          json.writeStringField("roomID", recorded.state().terms().roomId());
          Answers.receipt(json, recorded);
        });
  }

  /** The room's free text, which is also called its name in the newer generation. */
  private static Optional<String> info(WeappRequest request) {
    Optional<String> info = info(request.fields(), "roomInfo");
    boolean named = request.type().can(Capability.ANCHOR_DIALECT);
    return named ? info.or(() -> info(request.fields(), "roomName")) : info;
  }

  static Optional<String> info(Fields fields, String name) {
    return fields.text(name, LONGEST_INFO, WireProblem.ROOM_INFO_TOO_LONG);
  }

  @POST
  @Path("get_room_list")
  public Response list() {
    WeappRequest request = WeappRequest.current();
    ListRange page = page(request.fields(), "cnt", PAGE);
    UserId user = callers.of(request);
    RoomType type = request.type();
    boolean invitedOnly = settings.policyOf(type).invitedOnly();
    List<RoomState> shown =
        directory.list(type.idSpace(), "", Optional.of(user), invitedOnly, page).stream()
            .flatMap(room -> streams.handPlayUrls(room, user, request.actor()).stream())
            .toList();
    return answers.ok(request, json -> rooms.rooms(json, shown));
  }

  static ListRange page(Fields fields, String countName, int byDefault) {
    Optional<Long> count = fields.number(countName, 0, LONGEST_PAGE);
    Optional<Long> index = fields.number("index", 0, Long.MAX_VALUE);
    return new ListRange(index.orElse(0L), count.map(Long::intValue).orElse(byDefault));
  }

  @POST
  @Path("get_pushers")
  public Response pushers() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    UserId user = callers.of(request);
    RoomState room =
        directory
            .find(key, user)
            .flatMap(seen -> streams.handPlayUrls(seen, user, request.actor()))
            .orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM_TO_SEE));
    return answers.ok(request, json -> rooms.write(json, room));
  }

  /** As {@link #pushers}, to the newer generation. */
  @POST
  @Path("get_anchors")
  public Response anchors() {
    return pushers();
  }

  @POST
  @Path("destroy_room")
  public Response close() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    UserId user = callers.of(request);
    return answers.done(request, lifecycle.close(key, user, request.actor()));
  }

  @POST
  @Path("delete_pusher")
  public Response leave() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    UserId user = callers.of(request);
    return answers.done(request, lifecycle.leave(key, user, request.actor()));
  }

  /** As {@link #leave}, to the newer generation. */
  @POST
  @Path("delete_anchor")
  public Response leaveAsAnchor() {
    return leave();
  }

  /** Always answers with the members, too: the newer generation learns of changes from them. */
  @POST
  @Path("pusher_heartbeat")
  public Response heartbeat() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    Optional<Long> status =
        request.fields().number("roomStatusCode", Integer.MIN_VALUE, Integer.MAX_VALUE);
    UserId user = callers.of(request);
    RoomState room = lifecycle.heartbeat(key, user, status, request.actor());
    return answers.ok(
        request,
        json -> {
          json.writeNumberField("roomStatusCode", room.statusCode());
          rooms.pushers(json, room);
        });
  }

  /** As {@link #heartbeat}, to the newer generation. */
  @POST
  @Path("anchor_heartbeat")
  public Response anchorHeartbeat() {
    return heartbeat();
  }
}
