package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.FieldValue;
import org.rtcroom.room.RoomAudience;
import org.rtcroom.room.RoomDirectory;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomState;

/** The counters and labels clients keep on a room. */
@Path(Operations.STREAM_FAMILIES)
@Unproxied
public class CustomInfoResource {

  private static final int LONGEST_VALUE = 256;

  @Inject RoomAudience audience;
  @Inject RoomDirectory directory;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Replays replays;
  @Inject Problems problems;
  @Inject Answers answers;

  /** One change to one field, for that caller in that room. */
  private interface Change {
    RoomState by(AuthenticatedCaller caller, RoomKey key);
  }

  @POST
  @Path("get_custom_info")
  public Response read() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    AuthenticatedCaller caller = callers.of(request);
    RoomState room =
        directory.find(key, caller.user()).orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM));
    return shown(request, caller, room).to(request);
  }

  @POST
  @Path("set_custom_field")
  public CompletionStage<Response> change() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    String field = Ids.name(request.fields().requiredId("fieldName"));
    Change change = change(request.fields(), field);
    AuthenticatedCaller caller = callers.of(request);
    return replays
        .once(
            request,
            caller.user(),
            () ->
                problems.guarded(
                    request,
                    () ->
                        CompletableFuture.completedFuture(
                            shown(request, caller, change.by(caller, key)))))
        .thenApply(answer -> answer.to(request));
  }

  private Answer shown(WeappRequest request, AuthenticatedCaller caller, RoomState room) {
    boolean newer = caller.platform().isPresent();
    return answers.ok(request, json -> RoomJson.customInfo(json, room, newer));
  }

  private Change change(Fields fields, String field) {
    return switch (fields.requiredText("operation", LONGEST_VALUE)) {
      case "inc" -> counted(field, 1);
      case "dec" -> counted(field, -1);
      case "set" -> {
        FieldValue value = value(fields);
        yield (caller, key) -> audience.set(key, caller.user(), field, value, caller.actor());
      }
      default -> throw Scalars.wrong("operation");
    };
  }

  private Change counted(String field, long delta) {
    return (caller, key) -> audience.count(key, caller.user(), field, delta, caller.actor());
  }

  /** A number makes the field a counter, a text a label. */
  private static FieldValue value(Fields fields) {
    Value sent = fields.sent("value").orElseThrow(() -> Fields.missing("value"));
    return sent instanceof Value.Numeral
        ? new FieldValue.Counter(Scalars.clamped("value", sent, Long.MIN_VALUE, Long.MAX_VALUE))
        : new FieldValue.Text(fields.requiredText("value", LONGEST_VALUE));
  }
}
