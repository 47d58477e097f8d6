package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rtcroom.identity.EntryTickets;
import org.rtcroom.identity.IdentitySettings;
import org.rtcroom.identity.NotAuthenticated;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.ListRange;
import org.rtcroom.room.Member;
import org.rtcroom.room.Problem;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomException;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomLifecycle;
import org.rtcroom.room.RoomOpener;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.RoomType;
import org.rtcroom.room.Terms;

/** The families whose rooms are numbered: tickets, and rooms. */
@Path(Operation.WEB_FAMILIES)
@Unproxied
public class WebRoomResource {

  private static final int PAGE = 10;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_CATEGORY = 64;

  @Inject RoomOpener opener;
  @Inject RoomLifecycle lifecycle;
  @Inject RoomDirectory directory;
  @Inject RoomSettings settings;
  @Inject LoginInfo loginInfo;
  @Inject EntryTickets tickets;
  @Inject IdentitySettings identity;
  @Inject AccessLog accessLog;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Replays replays;
  @Inject Answers answers;

  @GET
  @Path(Operation.LOGIN_INFO)
  public Response askForTicket() {
    return sendForTicket();
  }

  @POST
  @Path(Operation.LOGIN_INFO)
  public Response sendForTicket() {
    return loginInfo.answer(WeappRequest.current());
  }

  /** Opens a room whose creator is in it from the start. */
  @POST
  @Path("create_room")
  @Authenticated
  public CompletionStage<Response> open() {
    WeappRequest request = WeappRequest.current();
    Fields fields = request.fields();
    String info =
        RoomResource.info(fields, "roomInfo")
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> Fields.missing("roomInfo"));
    Optional<String> roomId = ids.optionalRoom(request);
    String category = category(fields);
    boolean heartbeats = fields.flag("needHeartBeat").orElse(true);
    RoomRequest room = new RoomRequest(request.type(), roomId, info, category, heartbeats);
    String nickname = nickname(fields).orElse("");
    UserId user = callers.of(request);
    requireIssuable(user);
    Member creator = new Member(user, nickname, "", Optional.empty(), 0);
    return replays.answered(
        request,
        user,
        () ->
            opener
                .open(room, Optional.of(creator), request.actor())
                .thenApply(opened -> opened(request, user, opened)));
  }

  private Answer opened(WeappRequest request, UserId user, RecordedSession opened) {
    Terms terms = opened.state().terms();
    String ticket = entryTicket(request, user, terms.roomId());
    return answers.success(
        request,
        json -> {
          json.writeStringField("userID", user.value());
          json.writeStringField("roomID", terms.roomId());
          json.writeStringField("roomInfo", terms.info());
          json.writeStringField("privateMapKey", ticket);
          Answers.receipt(json, opened);
        });
  }

  @POST
  @Path("enter_room")
  @Authenticated
  public Response enter() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    Optional<String> nickname = nickname(request.fields());
    Optional<Long> status = request.fields().number("status", 0, 1);
    UserId user = callers.of(request);
    requireIssuable(user);
    RecordedSession entered = lifecycle.enter(key, user, nickname, status, request.actor());
    String ticket = entryTicket(request, user, key.id());
    return answers.ok(
        request,
        json -> {
          json.writeStringField("userID", user.value());
          json.writeStringField("roomID", key.id());
          json.writeStringField("privateMapKey", ticket);
          Answers.receipt(json, entered);
        });
  }

  /**
   * Comes before any change of a room: a user who could not be given a ticket does not enter.
   *
   * @throws NotAuthenticated if the user is reserved
   */
  private void requireIssuable(UserId user) {
    if (identity.reserved(user)) {
      throw new NotAuthenticated("no ticket is given out for a reserved user");
    }
  }

  private String entryTicket(WeappRequest request, UserId user, String roomNumber) {
    String ticket = tickets.issue(user, Long.parseLong(roomNumber), identity.entryTicketValidity());
    accessLog.record(
        AccessKind.TICKET_ISSUED,
        request.actor(),
        Map.of("type", "privateMapKey"),
        Map.of("room", roomNumber));
    return ticket;
  }

  /** To leave a room without being in it is no mistake here. */
  @POST
  @Path("quit_room")
  @Authenticated
  public Response leave() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    UserId user = callers.of(request);
    try {
      return answers.done(request, lifecycle.leave(key, user, request.actor()));
    } catch (RoomException e) {
      if (e.problem() != Problem.NOT_A_MEMBER) {
        throw e;
      }
      return answers.ok(request);
    }
  }

  @POST
  @Path("heartbeat")
  @Authenticated
  public Response heartbeat() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    UserId user = callers.of(request);
    lifecycle.heartbeat(key, user, Optional.empty(), request.actor());
    return answers.ok(request);
  }

  /** Where callers prove nothing, any of them may close a room; otherwise its creator may. */
  @POST
  @Path("delete_room")
  @Authenticated(required = false)
  public Response close() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    Optional<UserId> caller = callers.ifKnown(request);
    if (callers.open()) {
      seen(key, caller);
      return answers.done(request, lifecycle.close(key, Reason.CLOSED_BY_ANYONE, request.actor()));
    }
    return answers.done(request, lifecycle.close(key, caller.orElseThrow(), request.actor()));
  }

  @POST
  @Path("get_room_list")
  @Authenticated(required = false)
  public Response list() {
    WeappRequest request = WeappRequest.current();
    ListRange page = RoomResource.page(request.fields(), "count", PAGE);
    String category = category(request.fields());
    Optional<UserId> caller = callers.ifKnown(request);
    List<RoomState> rooms = rooms(request.type(), category, caller, page);
    return answers.ok(
        request,
        json -> {
          json.writeArrayFieldStart("rooms");
          for (RoomState room : rooms) {
            json.writeStartObject();
            json.writeStringField("roomID", room.terms().roomId());
            json.writeStringField("roomInfo", room.terms().info());
            json.writeStringField("roomCreator", room.creator().map(UserId::value).orElse(""));
            json.writeStringField("roomType", room.terms().category());
            json.writeNumberField("status", status(room));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private List<RoomState> rooms(
      RoomType type, String category, Optional<UserId> caller, ListRange page) {
    boolean invitedOnly = settings.policyOf(type).invitedOnly();
    return invitedOnly && caller.isEmpty()
        ? List.of()
        : directory.list(type.idSpace(), category, caller, invitedOnly, page);
  }

  /** 1 if a member has said that it started. */
  private static long status(RoomState room) {
    return room.members().stream().mapToLong(Member::status).max().orElse(0);
  }

  @POST
  @Path("get_room_members")
  @Authenticated(required = false)
  public Response members() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    RoomState room = seen(key, callers.ifKnown(request));
    return answers.ok(
        request,
        json -> {
          json.writeArrayFieldStart("members");
          for (Member member : room.creatorFirst()) {
            json.writeStartObject();
            json.writeStringField("userID", member.userId().value());
            json.writeStringField("nickName", member.nickname());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private RoomState seen(RoomKey key, Optional<UserId> caller) {
    return directory.find(key, caller).orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM));
  }

  private static Optional<String> nickname(Fields fields) {
    return fields.text("nickName", LONGEST_NAME);
  }

  private static String category(Fields fields) {
    return fields.text("roomType", LONGEST_CATEGORY).orElse("");
  }
}
