package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.ListRange;
import org.rtcroom.room.Member;
import org.rtcroom.room.Problem;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomException;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomLifecycle;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;

/** The families whose rooms are numbered, but for opening rooms. */
@Path(Operations.WEB_FAMILIES)
@Unproxied
public class WebRoomResource {

  private static final int PAGE = 10;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_CATEGORY = 64;

  @Inject RoomLifecycle lifecycle;
  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject WebCallers callers;
  @Inject EntryPasses passes;
  @Inject Ids ids;
  @Inject Answers answers;

  @POST
  @Path("enter_room")
  public Response enter() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    Optional<String> nickname = nickname(request.fields());
    OptionalLong sent = request.fields().number("status", 0, 1);
    AuthenticatedCaller caller = callers.of(request);
    passes.requireIssuable(caller.user());
    Optional<Long> status = sent.isPresent() ? Optional.of(sent.getAsLong()) : Optional.empty();
    RecordedSession entered = lifecycle.enter(key, caller.user(), nickname, status, caller.actor());
    String pass = passes.issue(caller, key.id());
    return answers
        .ok(
            request,
            json -> {
              json.write("userID", caller.user().value())
                  .write("roomID", key.id())
                  .write("privateMapKey", pass);
              Answers.receipt(json, entered);
            })
        .to(request);
  }

  /** Leaving a room one is not in is no mistake here. */
  @POST
  @Path("quit_room")
  public Response leave() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    AuthenticatedCaller caller = callers.of(request);
    try {
      RecordedSession left = lifecycle.leave(key, caller.user(), caller.actor());
      return answers.done(request, left).to(request);
    } catch (RoomException e) {
      if (e.problem() != Problem.NOT_A_MEMBER) {
        throw e;
      }
      return answers.ok(request).to(request);
    }
  }

  @POST
  @Path("heartbeat")
  public Response heartbeat() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    AuthenticatedCaller caller = callers.of(request);
    lifecycle.heartbeat(key, caller.user(), Optional.empty(), caller.actor());
    return answers.ok(request).to(request);
  }

  /** Where nobody proves who they are, anybody may close a room; otherwise its creator may. */
  @POST
  @Path("delete_room")
  public Response close() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    Optional<AuthenticatedCaller> caller = callers.ofAnybody(request);
    RecordedSession closed;
    if (callers.open()) {
      seen(key, caller);
      closed = lifecycle.close(key, Reason.CLOSED_BY_ANYONE, request.actor());
    } else {
      AuthenticatedCaller creator = caller.orElseThrow();
      closed = lifecycle.close(key, creator.user(), creator.actor());
    }
    return answers.done(request, closed).to(request);
  }

  @POST
  @Path("get_room_list")
  public Response list() {
    WeappRequest request = WeappRequest.current();
    ListRange page = RoomResource.page(request.fields(), "count", PAGE);
    String category = category(request.fields());
    Optional<AuthenticatedCaller> caller = callers.ofAnybody(request);
    List<RoomState> rooms =
        rooms(request.type(), category, caller.map(AuthenticatedCaller::user), page);
    return answers
        .ok(
            request,
            json -> {
              json.writeStartArray("rooms");
              rooms.forEach(
                  room ->
                      json.writeStartObject()
                          .write("roomID", room.terms().roomId())
                          .write("roomInfo", room.terms().info())
                          .write("roomCreator", room.creator().map(UserId::value).orElse(""))
                          .write("roomType", room.terms().category())
                          .write("status", status(room))
                          .writeEnd());
              json.writeEnd();
            })
        .to(request);
  }

  private List<RoomState> rooms(
      RoomType type, String category, Optional<UserId> user, ListRange page) {
    boolean invitedOnly = settings.policyOf(type).invitedOnly();
    if (user.isPresent()) {
      return directory.list(type.idSpace(), category, user.get(), invitedOnly, page);
    }
    return invitedOnly ? List.of() : directory.list(type.idSpace(), category, page);
  }

  /** Whether a member has said that it started. */
  private static long status(RoomState room) {
    return room.members().stream().mapToLong(Member::status).max().orElse(0);
  }

  @POST
  @Path("get_room_members")
  public Response members() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    RoomState room = seen(key, callers.ofAnybody(request));
    return answers
        .ok(
            request,
            json -> {
              json.writeStartArray("members");
              for (Member member : room.creatorFirst()) {
                json.writeStartObject()
                    .write("userID", member.userId().value())
                    .write("nickName", member.nickname())
                    .writeEnd();
              }
              json.writeEnd();
            })
        .to(request);
  }

  private RoomState seen(RoomKey key, Optional<AuthenticatedCaller> caller) {
    Optional<RoomState> room =
        caller.isPresent()
            ? directory.find(key, caller.get().user())
            : directory.find(key).filter(open -> open.terms().admitted().isEmpty());
    return room.orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM));
  }

  static Optional<String> nickname(Fields fields) {
    return fields.text("nickName", LONGEST_NAME);
  }

  static String category(Fields fields) {
    return fields.text("roomType", LONGEST_CATEGORY).orElse("");
  }
}
