package org.rtcroom.weapp;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomStreams;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.MixRequest;

/** Merges the pictures of members into one stream. */
@Path(Operations.STREAM_FAMILIES)
@Authenticated
@Unproxied
public class MixResource {

  private static final Logger LOG = System.getLogger(MixResource.class.getName());

  /** The wish for one stream made of several. */
  record Mix(RoomKey room, MixRequest wish) {

    static Mix read(WeappRequest request, Ids ids) {
      return new Mix(ids.room(request), MixParams.read(request.fields()));
    }
  }

  @Inject RoomStreams streams;
  @Inject Problems problems;
  @Inject Answers answers;

  /**
   * The platform's refusal is a success of this call, told in {@code merge_code}: only an
   * unreachable platform is worth another try, and that is what clients make of another code.
   */
  @POST
  @Path("merge_stream")
  @Takes(Mix.class)
  public CompletionStage<Response> mix() {
    WeappRequest request = WeappRequest.current();
    Mix asked = request.asked(Mix.class);
    CompletionStage<MixAnswer> mixed =
        streams.mix(asked.room(), request.caller().user(), asked.wish());
    return problems.answered(
        request,
        () -> mixed.handle((answer, failure) -> told(request, asked.room(), answer, failure)));
  }

  private Answer told(
      WeappRequest request, RoomKey key, @Nullable MixAnswer answer, @Nullable Throwable failure) {
    if (answer == null) {
      String why = failure == null ? "no answer" : failure.getClass().getName();
      LOG.log(Level.WARNING, "not mixed, {0}: {1}", key, why);
      throw new Refusal(WireProblem.LIVE_UNREACHABLE);
    }
    return answers.ok(
        request,
        json -> {
          json.writeStartObject("result");
          json.write("code", answer.code());
          json.write("message", answer.message());
          json.write("timestamp", answer.timestamp());
          json.writeEnd();
          json.write("merge_code", answer.code());
          json.write("merge_msg", answer.message());
          json.write("merge_message", answer.message());
        });
  }
}
