package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.Member;
import org.rtcroom.room.RecordedSession;
import org.rtcroom.room.RoomOpener;
import org.rtcroom.room.RoomRequest;
import org.rtcroom.room.Terms;

/** How clients of the web families begin: a ticket for the asking, and a room of their own. */
@Path(Operations.WEB_FAMILIES)
@Unproxied
public class WebOpeningResource {

  /**
   * The wish for a room with its creator in it.
   *
   * @param nickname the creator's
   */
  record CreateRoom(RoomRequest room, String nickname) {

    static CreateRoom read(WeappRequest request, Ids ids) {
      Fields fields = request.fields();
      String info =
          OpeningResource.info(fields, "roomInfo")
              .filter(text -> !text.isEmpty())
              .orElseThrow(() -> Fields.missing("roomInfo"));
      RoomRequest room =
          new RoomRequest(
              request.type(),
              ids.optionalRoom(request),
              info,
              WebRoomResource.category(fields),
              fields.flag("needHeartBeat").orElse(true));
      return new CreateRoom(room, WebRoomResource.nickname(fields).orElse(""));
    }
  }

  @Inject RoomOpener opener;
  @Inject LoginInfo loginInfo;
  @Inject EntryPasses passes;
  @Inject Ids ids;
  @Inject Replays replays;
  @Inject Answers answers;

  @GET
  @Path(Operations.LOGIN_INFO)
  public Response askForTicket() {
    return sendForTicket();
  }

  @POST
  @Path(Operations.LOGIN_INFO)
  public Response sendForTicket() {
    WeappRequest request = WeappRequest.current();
    return loginInfo.answer(request, ids::webUser).to(request);
  }

  /** Opens a room whose creator is in it from the start. */
  @POST
  @Path("create_room")
  @Takes(CreateRoom.class)
  @Authenticated
  public CompletionStage<Response> open() {
    WeappRequest request = WeappRequest.current();
    CreateRoom asked = request.asked(CreateRoom.class);
    AuthenticatedCaller caller = request.caller();
    passes.requireIssuable(caller.user());
    Member first = new Member(caller.user(), asked.nickname(), "", Optional.empty(), 0);
    return replays.answered(
        request,
        () ->
            opener
                .open(asked.room(), Optional.of(first), caller.actor())
                .thenApply(room -> entered(request, caller, room)));
  }

  private Answer entered(WeappRequest request, AuthenticatedCaller caller, RecordedSession opened) {
    Terms terms = opened.state().terms();
    String roomId = terms.roomId();
    String pass = passes.issue(caller, roomId);
    return answers.ok(
        request,
        json -> {
          json.write("userID", caller.user().value())
              .write("roomID", roomId)
              .write("roomInfo", terms.info())
              .write("privateMapKey", pass);
          Answers.receipt(json, opened);
        });
  }
}
