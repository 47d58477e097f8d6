package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Capability;
import org.rtcroom.room.Member;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomLifecycle;
import org.rtcroom.room.RoomOpener;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;

/** What may open a room, and so may have to wait for the IM cloud; no thread does. */
@Path(Operations.STREAM_FAMILIES)
@Authenticated
@Unproxied
public class OpeningResource {

  /** Bytes. */
  private static final int LONGEST_INFO = 1024;

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_AVATAR = 1024;
  private static final int LONGEST_PUSH_URL = 2048;

  /**
   * The wish to publish in a room.
   *
   * @param ifAbsent the room to open if it is not open yet
   */
  record AddPusher(
      RoomKey room, String pushUrl, String nickname, String avatar, RoomRequest ifAbsent) {

    static AddPusher read(WeappRequest request, Ids ids) {
      Fields fields = request.fields();
      RoomKey room = ids.room(request);
      return new AddPusher(
          room,
          fields.requiredText("pushURL", LONGEST_PUSH_URL),
          orLenient(fields.text("userName", LONGEST_NAME), request, "userName"),
          orLenient(fields.text("userAvatar", LONGEST_AVATAR), request, "userAvatar"),
          wish(request, Optional.of(room.id()), info(request).orElse("")));
    }
  }

  /** The wish for a room without a member. */
  static RoomRequest wish(WeappRequest request, Ids ids) {
    return wish(
        request,
        ids.optionalRoom(request),
        info(request).orElseGet(() -> ifLenient(request, "roomInfo")));
  }

  private static RoomRequest wish(WeappRequest request, Optional<String> roomId, String info) {
    return new RoomRequest(request.type(), roomId, info, "", true);
  }

  @Inject RoomOpener opener;
  @Inject RoomLifecycle lifecycle;
  @Inject StreamAddresses addresses;
  @Inject Replays replays;
  @Inject Problems problems;
  @Inject Answers answers;

  @POST
  @Path("create_room")
  @Takes(RoomRequest.class)
  public CompletionStage<Response> open() {
    WeappRequest request = WeappRequest.current();
    RoomRequest wish = request.asked(RoomRequest.class);
    AuthenticatedCaller caller = request.caller();
    return replays.answered(
        request,
        () ->
            opener
                .open(wish, Optional.empty(), caller.actor())
                .thenApply(room -> named(request, room)));
  }

  @POST
  @Path("add_pusher")
  @Takes(AddPusher.class)
  public CompletionStage<Response> join() {
    WeappRequest request = WeappRequest.current();
    AddPusher asked = request.asked(AddPusher.class);
    AuthenticatedCaller caller = request.caller();
    PushUrl accepted = accepted(asked.pushUrl(), asked.room(), caller.user());
    Member member =
        new Member(
            caller.user(), asked.nickname(), asked.avatar(), Optional.of(accepted.streamName()), 0);
    return problems.answered(
        request,
        () ->
            lifecycle
                .join(asked.ifAbsent(), member, caller.actor())
                .thenApply(room -> named(request, room)));
  }

  /** As {@link #join}, to the newer generation. */
  @POST
  @Path("add_anchor")
  @Takes(AddPusher.class)
  public CompletionStage<Response> joinAsAnchor() {
    return join();
  }

  private PushUrl accepted(String pushUrl, RoomKey key, UserId user) {
    return addresses
        .accepted(pushUrl, key.id(), user.value())
        .orElseThrow(() -> new Refusal(WireProblem.PUSH_URL_REFUSED));
  }

  private Answer named(WeappRequest request, RecordedSession recorded) {
    return answers.ok(
        request,
        json -> {
          json.write("roomID", recorded.state().terms().roomId());
          Answers.receipt(json, recorded);
        });
  }

  /** The room's free text, which the newer generation also calls its name. */
  private static Optional<String> info(WeappRequest request) {
    Fields fields = request.fields();
    Optional<String> info = info(fields, "roomInfo");
    boolean named = request.type().can(Capability.ANCHOR_DIALECT);
    return named ? info.or(() -> info(fields, "roomName")) : info;
  }

  static Optional<String> info(Fields fields, String name) {
    return fields.text(name, LONGEST_INFO, WireProblem.ROOM_INFO_TOO_LONG);
  }

  private static String orLenient(Optional<String> sent, WeappRequest request, String field) {
    return sent.orElseGet(() -> ifLenient(request, field));
  }

  /** The newer generation leaves out what it has no value for. */
  static String ifLenient(WeappRequest request, String field) {
    if (!request.type().can(Capability.ANCHOR_DIALECT)) {
      throw Fields.missing(field);
    }
    return "";
  }
}
