package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.RoomAudience;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Viewer;

/** Who watches a room without publishing. */
@Path(Operations.STREAM_FAMILIES)
@Authenticated
@Unproxied
public class AudienceResource {

  private static final int LONGEST_INFO = 1024;

  /**
   * The wish to be listed as a viewer.
   *
   * @param info what the viewer says of themselves
   */
  record AddAudience(RoomKey room, String info) {

    static AddAudience read(WeappRequest request, Ids ids) {
      RoomKey room = ids.room(request);
      Optional<String> info = request.fields().text("userInfo", LONGEST_INFO);
      return new AddAudience(
          room, info.orElseGet(() -> OpeningResource.ifLenient(request, "userInfo")));
    }
  }

  @Inject RoomAudience audience;
  @Inject RoomDirectory directory;
  @Inject RoomJson rooms;
  @Inject Answers answers;

  @POST
  @Path("add_audience")
  @Takes(AddAudience.class)
  public Response come() {
    WeappRequest request = WeappRequest.current();
    AddAudience asked = request.asked(AddAudience.class);
    AuthenticatedCaller caller = request.caller();
    audience.come(asked.room(), new Viewer(caller.user(), asked.info()), caller.actor());
    return answers.ok(request).to(request);
  }

  @POST
  @Path("delete_audience")
  @Takes(RoomKey.class)
  public Response go() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    AuthenticatedCaller caller = request.caller();
    audience.go(key, caller.user(), caller.actor());
    return answers.ok(request).to(request);
  }

  @POST
  @Path("get_audiences")
  @Takes(RoomKey.class)
  public Response list() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    RoomState room = seen(key, request.caller().user());
    return answers.ok(request, json -> rooms.audiences(json, room)).to(request);
  }

  private RoomState seen(RoomKey key, UserId user) {
    return directory.find(key, user).orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM));
  }
}
