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
@Unproxied
public class AudienceResource {

  private static final int LONGEST_INFO = 1024;

  @Inject RoomAudience audience;
  @Inject RoomDirectory directory;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject RoomJson rooms;
  @Inject Answers answers;

  @POST
  @Path("add_audience")
  public Response come() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    Optional<String> sent = request.fields().text("userInfo", LONGEST_INFO);
    String info = sent.orElseGet(() -> OpeningResource.ifLenient(request, "userInfo"));
    AuthenticatedCaller caller = callers.of(request);
    audience.come(key, new Viewer(caller.user(), info), caller.actor());
    return answers.ok(request).to(request);
  }

  @POST
  @Path("delete_audience")
  public Response go() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    AuthenticatedCaller caller = callers.of(request);
    audience.go(key, caller.user(), caller.actor());
    return answers.ok(request).to(request);
  }

  @POST
  @Path("get_audiences")
  public Response list() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    RoomState room = seen(key, callers.of(request).user());
    return answers.ok(request, json -> rooms.audiences(json, room)).to(request);
  }

  private RoomState seen(RoomKey key, UserId user) {
    return directory.find(key, user).orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM));
  }
}
