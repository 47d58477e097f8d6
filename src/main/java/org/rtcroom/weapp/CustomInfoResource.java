package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
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
@Authenticated
@Unproxied
public class CustomInfoResource {

  private static final int LONGEST_VALUE = 256;

  /**
   * One change to one field.
   *
   * @param by how much a counter goes up, if no value is set
   * @param value the new value
   */
  record SetField(RoomKey room, String field, long by, Optional<FieldValue> value) {

    static SetField read(WeappRequest request, Ids ids) {
      Fields fields = request.fields();
      RoomKey room = ids.room(request);
      String field = Ids.name(fields.requiredId("fieldName"));
      return switch (fields.requiredText("operation", LONGEST_VALUE)) {
        case "inc" -> new SetField(room, field, 1, Optional.empty());
        case "dec" -> new SetField(room, field, -1, Optional.empty());
        case "set" -> new SetField(room, field, 0, Optional.of(value(fields)));
        default -> throw Scalars.wrong("operation");
      };
    }

    /** A number makes the field a counter, a text a label. */
    private static FieldValue value(Fields fields) {
      Value sent = fields.sent("value").orElseThrow(() -> Fields.missing("value"));
      return sent instanceof Value.Numeral
          ? new FieldValue.Counter(Scalars.clamped("value", sent, Long.MIN_VALUE, Long.MAX_VALUE))
          : new FieldValue.Text(fields.requiredText("value", LONGEST_VALUE));
    }
  }

  @Inject RoomAudience audience;
  @Inject RoomDirectory directory;
  @Inject Replays replays;
  @Inject Answers answers;

  @POST
  @Path("get_custom_info")
  @Takes(RoomKey.class)
  public Response read() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = request.asked(RoomKey.class);
    AuthenticatedCaller caller = request.caller();
    RoomState room =
        directory.find(key, caller.user()).orElseThrow(() -> new Refusal(WireProblem.NO_SUCH_ROOM));
    return shown(request, caller, room).to(request);
  }

  @POST
  @Path("set_custom_field")
  @Takes(SetField.class)
  public CompletionStage<Response> change() {
    WeappRequest request = WeappRequest.current();
    SetField asked = request.asked(SetField.class);
    AuthenticatedCaller caller = request.caller();
    return replays.answered(
        request,
        () -> CompletableFuture.completedFuture(shown(request, caller, changed(asked, caller))));
  }

  private Answer shown(WeappRequest request, AuthenticatedCaller caller, RoomState room) {
    boolean newer = caller.platform().isPresent();
    return answers.ok(request, json -> RoomJson.customInfo(json, room, newer));
  }

  private RoomState changed(SetField asked, AuthenticatedCaller caller) {
    return asked.value().isPresent()
        ? audience.set(
            asked.room(), caller.user(), asked.field(), asked.value().get(), caller.actor())
        : audience.count(asked.room(), caller.user(), asked.field(), asked.by(), caller.actor());
  }
}
