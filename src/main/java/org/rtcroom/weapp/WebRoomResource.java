package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
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
@Authenticated
@Unproxied
public class WebRoomResource {

  private static final int PAGE = 10;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_CATEGORY = 64;

  /**
   * The wish to be in a room.
   *
   * @param status 1 once the member has started, if it says so
   */
  record EnterRoom(RoomKey room, Optional<String> nickname, Optional<Long> status) {

    static EnterRoom read(WeappRequest request, Ids ids) {
      Fields fields = request.fields();
      return new EnterRoom(
          ids.room(request), WebRoomResource.nickname(fields), fields.number("status", 0, 1));
    }
  }

  /** The wish to see a part of the list. */
  record ListRooms(ListRange page, String category) {

    static ListRooms read(WeappRequest request, Ids ids) {
      Fields fields = request.fields();
      return new ListRooms(
          RoomResource.page(fields, "count", PAGE), WebRoomResource.category(fields));
    }
  }

  @Inject RoomLifecycle lifecycle;
  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject WebCallers callers;
  @Inject EntryPasses passes;
  @Inject Answers answers;

  @POST
  @Path("enter_room")
  @Takes(EnterRoom.class)
  public Response enter() {
    WeappRequest request = WeappRequest.current();
    EnterRoom asked = request.asked(EnterRoom.class);
    AuthenticatedCaller caller = request.caller();
    passes.requireIssuable(caller.user());
    RoomKey key = asked.room();
    RecordedSession entered =
        lifecycle.enter(key, caller.user(), asked.nickname(), asked.status(), caller.actor());
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
  @Takes(RoomKey.class)
  public Response leave() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    AuthenticatedCaller caller = request.caller();
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
  @Takes(RoomKey.class)
  public Response heartbeat() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    AuthenticatedCaller caller = request.caller();
    lifecycle.heartbeat(key, caller.user(), Optional.empty(), caller.actor());
    return answers.ok(request).to(request);
  }

  /** Where nobody proves who they are, anybody may close a room; otherwise its creator may. */
  @POST
  @Path("delete_room")
  @Takes(RoomKey.class)
  @Authenticated(required = false)
  public Response close() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    Optional<AuthenticatedCaller> caller = request.callerIfKnown();
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
  @Takes(ListRooms.class)
  @Authenticated(required = false)
  public Response list() {
    WeappRequest request = WeappRequest.current();
    ListRooms asked = request.asked(ListRooms.class);
    Optional<AuthenticatedCaller> caller = request.callerIfKnown();
    List<RoomState> rooms = rooms(request.type(), asked, caller.map(AuthenticatedCaller::user));
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

  private List<RoomState> rooms(RoomType type, ListRooms asked, Optional<UserId> user) {
    boolean invitedOnly = settings.policyOf(type).invitedOnly();
    return invitedOnly && user.isEmpty()
        ? List.of()
        : directory.list(type.idSpace(), asked.category(), user, invitedOnly, asked.page());
  }

  /** Whether a member has said that it started. */
  private static long status(RoomState room) {
    return room.members().stream().mapToLong(Member::status).max().orElse(0);
  }

  @POST
  @Path("get_room_members")
  @Takes(RoomKey.class)
  @Authenticated(required = false)
  public Response members() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    RoomState room = seen(key, request.callerIfKnown());
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
