package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.Actor;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.RoomAudience;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomState;
import org.rtcroom.room.Viewer;

/**
 * The users that watch a room without publishing, and the counters and labels that clients keep on
 * a room.
 */
@Path(Operation.STREAM_FAMILIES)
@Authenticated
@Unproxied
public class AudienceResource {

  private static final int LONGEST_INFO = 1024;
  private static final int LONGEST_VALUE = 256;
  private static final Value NOT_SAID = new Value.Text("");

  @Inject RoomAudience audience;
  @Inject RoomDirectory directory;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Replays replays;
  @Inject Answers answers;

  @POST
  @Path("add_audience")
  public Response come() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    String info = request.text("userInfo", LONGEST_INFO);
    UserId user = callers.of(request);
    audience.come(key, new Viewer(user, info), request.actor());
    return answers.ok(request);
  }

  @POST
  @Path("delete_audience")
  public Response go() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    UserId user = callers.of(request);
    audience.go(key, user, request.actor());
    return answers.ok(request);
  }

  @POST
  @Path("get_audiences")
  public Response list() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    RoomState room = seen(key, callers.of(request));
    return answers.ok(request, json -> RoomJson.audiences(json, room));
  }

  @POST
  @Path("get_custom_info")
  public Response customInfo() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    UserId user = callers.of(request);
    return customInfo(request, seen(key, user)).to(request);
  }

  private RoomState seen(RoomKey key, UserId user) {
    return directory.find(key, user).orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM));
  }

  private Answer customInfo(WeappRequest request, RoomState room) {
    boolean newer = !request.actor().platform().isEmpty();
    return answers.success(request, json -> RoomJson.customInfo(json, room, newer));
  }

  @POST
  @Path("set_custom_field")
  public CompletionStage<Response> change() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    String field = Ids.name(request.fields().requiredId("fieldName"));
    String operation = request.fields().requiredText("operation", LONGEST_VALUE);
    FieldChange change =
        switch (operation) {
          case "inc" -> counting(step(request.fields()));
          case "dec", "del" -> counting(-step(request.fields())); // Android's word for it is del
          case "set" -> setting(value(request.fields()));
          default -> throw Fields.wrong("operation");
        };
    UserId user = callers.of(request);
    return replays.answered(
        request,
        user,
        () -> {
          RoomState room = change.carryOut(key, user, field, request.actor());
          return CompletableFuture.completedFuture(customInfo(request, room));
        });
  }

  /** A change of a field of the custom info. */
  @FunctionalInterface
  private interface FieldChange {
    RoomState carryOut(RoomKey key, UserId user, String field, Actor actor);
  }

  private FieldChange counting(long by) {
    return (key, user, field, actor) -> audience.count(key, user, field, by, actor);
  }

  private FieldChange setting(FieldValue value) {
    return (key, user, field, actor) -> audience.set(key, user, field, value, actor);
  }

  /** By how much a counter changes: by 1 if the client does not say. */
  private static long step(Fields fields) {
    boolean said = fields.sent("value").filter(value -> !value.equals(NOT_SAID)).isPresent();
    return said ? fields.number("value", -Long.MAX_VALUE, Long.MAX_VALUE).orElseThrow() : 1;
  }

  /** A number makes the field a counter, a text a label. */
  private static FieldValue value(Fields fields) {
    Value sent = fields.sent("value").orElseThrow(() -> Fields.missing("value"));
    return sent instanceof Value.Numeral
        ? new FieldValue.Counter(
            fields.number("value", Long.MIN_VALUE, Long.MAX_VALUE).orElseThrow())
        : new FieldValue.Text(fields.requiredText("value", LONGEST_VALUE));
  }
}
