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
@Unproxied
public class MixResource {

  private static final Logger LOG = System.getLogger(MixResource.class.getName());

  @Inject RoomStreams streams;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Problems problems;
  @Inject Answers answers;

  /**
   * The platform's refusal is a success of this call, told in {@code merge_code}: only an
   * unreachable platform is worth another try, and that is what clients make of another code.
   */
  @POST
  @Path("merge_stream")
  public CompletionStage<Response> mix() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    MixRequest wish = MixParams.read(request.fields());
    AuthenticatedCaller caller = callers.of(request);
    CompletionStage<MixAnswer> mixed = streams.mix(key, caller.user(), wish);
    return problems
        .guarded(
            request, () -> mixed.handle((answer, failure) -> told(request, key, answer, failure)))
        .thenApply(answer -> answer.to(request));
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
