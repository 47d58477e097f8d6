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
import org.rtcroom.room.RoomRequest;
import org.rtcroom.stream.PushUrl;
import org.rtcroom.stream.StreamAddresses;

/** What may open a room, and so may have to wait for the IM cloud; no thread does. */
@Path(Operations.STREAM_FAMILIES)
@Unproxied
public class OpeningResource {

  /** Bytes. */
  private static final int LONGEST_INFO = 1024;

  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_AVATAR = 1024;
  private static final int LONGEST_PUSH_URL = 2048;

  @Inject RoomLifecycle lifecycle;
  @Inject StreamAddresses addresses;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Replays replays;
  @Inject Problems problems;
  @Inject Answers answers;

  @POST
  @Path("create_room")
  public CompletionStage<Response> open() {
    WeappRequest request = WeappRequest.current();
    Optional<String> roomId = ids.optionalRoom(request);
    String info = info(request).orElseGet(() -> ifLenient(request, "roomInfo"));
    AuthenticatedCaller caller = callers.of(request);
    RoomRequest wish = new RoomRequest(request.type(), roomId, info, "", true);
    return replays
        .once(
            request,
            caller.user(),
            () ->
                problems.guarded(
                    request,
                    () ->
                        lifecycle
                            .open(wish, Optional.empty(), caller.actor())
                            .thenApply(room -> named(request, room))))
        .thenApply(answer -> answer.to(request));
  }

  @POST
  @Path("add_pusher")
  public CompletionStage<Response> join() {
    WeappRequest request = WeappRequest.current();
    Fields fields = request.fields();
    RoomKey key = ids.room(request);
    String pushUrl = fields.requiredText("pushURL", LONGEST_PUSH_URL);
    String nickname = orLenient(fields.text("userName", LONGEST_NAME), request, "userName");
    String avatar = orLenient(fields.text("userAvatar", LONGEST_AVATAR), request, "userAvatar");
    RoomRequest ifAbsent =
        new RoomRequest(request.type(), Optional.of(key.id()), info(request).orElse(""), "", true);
    AuthenticatedCaller caller = callers.of(request);
    PushUrl accepted = accepted(pushUrl, key, caller.user());
    Member member =
        new Member(caller.user(), nickname, avatar, Optional.of(accepted.streamName()), 0);
    return problems
        .guarded(
            request,
            () ->
                lifecycle
                    .join(ifAbsent, member, caller.actor())
                    .thenApply(room -> named(request, room)))
        .thenApply(answer -> answer.to(request));
  }

  /** As {@link #join}, to the newer generation. */
  @POST
  @Path("add_anchor")
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
