package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
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
import org.rtcroom.room.RoomView;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;
import org.rtcroom.stream.StreamName;

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
  @Inject WeappSettings served;
  @Inject StreamAddresses addresses;
  @Inject PushAddresses pushAddresses;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Replays replays;
  @Inject Problems problems;
  @Inject RoomJson rooms;
  @Inject Answers answers;

  /**
   * An address to publish to, for that room or, without one, for any. Who is inside may have the
   * address of their stream renewed instead, to connect again.
   */
  @POST
  @Path("get_push_url")
  public Response pushUrl() {
    WeappRequest request = WeappRequest.current();
    Optional<String> roomId = ids.optionalRoom(request);
    boolean renewal = request.fields().flag("renew").orElse(false);
    UserId user = callers.of(request);
    PushAddresses.Pair issued = pushAddresses.issue(request.type(), roomId, user, renewal);
    return answers.ok(
        request,
        json -> {
          json.writeStringField("pushURL", issued.push().value());
          json.writeStringField("accelerateURL", issued.play().value());
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
    Optional<Publisher> creator = creator(request);
    UserId user = callers.of(request);
    Optional<Member> first = creator.map(sent -> member(sent, user, roomId.orElse("")));
    return replays.answered(
        request,
        user,
        () ->
            opener.open(room, first, request.actor()).thenApply(opened -> opened(request, opened)));
  }

  /** Clients of 2017 open a room and enter it with one call. */
  private Optional<Publisher> creator(WeappRequest request) {
    return served.generation2017()
        ? request.fields().text("pushURL", LONGEST_PUSH_URL).map(url -> publisher(request, url))
        : Optional.empty();
  }

  /** What a client says of itself to enter; read before it is known who calls. */
  private record Publisher(String pushUrl, String nickname, String avatar) {

    /** Hides the address, which is secret. */
    @Override
    public String toString() {
      return "Publisher";
    }
  }

  private static Publisher publisher(WeappRequest request, String pushUrl) {
    String nickname = request.text("userName", LONGEST_NAME);
    return new Publisher(pushUrl, nickname, request.text("userAvatar", LONGEST_AVATAR));
  }

  private Member member(Publisher sent, UserId user, String roomId) {
    PushUrl accepted =
        addresses
            .accepted(sent.pushUrl(), roomId, user.value())
            .orElseThrow(() -> new Refusal(WireProblem.PUSH_URL_REFUSED));
    Optional<StreamName> stream = Optional.of(accepted.streamName());
    return new Member(user, sent.nickname(), sent.avatar(), stream, 0);
  }

  @POST
  @Path("add_pusher")
  public CompletionStage<Response> join() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    String pushUrl = request.fields().requiredText("pushURL", LONGEST_PUSH_URL);
    Publisher publisher = publisher(request, pushUrl);
    String info = info(request).orElse("");
    UserId user = callers.of(request);
    Member member = member(publisher, user, key.id());
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

  /** The room's free text, which is called its name by the first clients and the newest. */
  private Optional<String> info(WeappRequest request) {
    Optional<String> info = info(request.fields(), "roomInfo");
    boolean named = request.type().can(Capability.ANCHOR_DIALECT) || served.generation2017();
    return named ? info.or(() -> info(request.fields(), "roomName")) : info;
  }

  static Optional<String> info(Fields fields, String name) {
    return fields.text(name, LONGEST_INFO, WireProblem.ROOM_INFO_TOO_LONG);
  }

  @Authenticated(required = false)
  @POST
  @Path("get_room_list")
  public Response list() {
    WeappRequest request = WeappRequest.current();
    ListRange page = page(request.fields(), "cnt", PAGE);
    Optional<UserId> user = callers.ifKnown(request);
    RoomType type = request.type();
    boolean invitedOnly = settings.policyOf(type).invitedOnly();
    List<RoomView> shown =
        directory.list(type.idSpace(), "", user, invitedOnly, page).stream()
            .flatMap(room -> handed(room, user, request).stream())
            .toList();
    return answers.ok(request, json -> rooms.rooms(json, shown));
  }

  /** A count of 0 asks for as many as there may be, as it did of the first servers. */
  static ListRange page(Fields fields, String countName, int byDefault) {
    long count = fields.number(countName, -1, LONGEST_PAGE).orElse((long) byDefault);
    Optional<Long> index = fields.number("index", 0, Long.MAX_VALUE);
    return new ListRange(index.orElse(0L), count == 0 ? LONGEST_PAGE : (int) count);
  }

  @Authenticated(required = false)
  @POST
  @Path("get_pushers")
  public Response pushers() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    Optional<UserId> user = callers.ifKnown(request);
    RoomView room =
        directory
            .find(key, user)
            .flatMap(seen -> handed(seen, user, request))
            .orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM_TO_SEE));
    return answers.ok(request, json -> rooms.write(json, room));
  }

  /** Who is nobody sees only rooms that exist for all, of which nothing is recorded. */
  private Optional<RoomView> handed(RoomState seen, Optional<UserId> user, WeappRequest request) {
    return user.isPresent()
        ? streams.handPlayUrls(seen, user.get(), request.actor())
        : Optional.of(RoomView.whole(seen));
  }

  /** As {@link #pushers}, to the newer generation. */
  @Authenticated(required = false)
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
    Optional<Long> declared = status.filter(code -> request.withinLimit());
    RoomState room = lifecycle.heartbeat(key, user, declared, request.actor());
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
