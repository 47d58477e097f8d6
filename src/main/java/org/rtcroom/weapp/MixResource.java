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
@Path(Operation.STREAM_FAMILIES)
@Authenticated
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
   * unreachable platform is worth another try, and that is how clients read another code.
   */
  @POST
  @Path("merge_stream")
  public CompletionStage<Response> mix() {
    WeappRequest request = WeappRequest.current();
    RoomKey key = ids.room(request);
    MixRequest mix = MixParams.read(request.fields());
    CompletionStage<MixAnswer> mixed = streams.mix(key, callers.of(request), mix);
    return problems.answered(
        request, () -> mixed.handle((answer, failure) -> answer(request, key, answer, failure)));
  }

  private Answer answer(
      WeappRequest request, RoomKey key, @Nullable MixAnswer answer, @Nullable Throwable failure) {
    if (answer == null) {
      String why = failure == null ? "no answer" : failure.getClass().getName();
      LOG.log(Level.WARNING, "not mixed, {0}: {1}", key, why);
      throw new Refusal(WireProblem.LIVE_UNREACHABLE);
    }
    return answers.success(
        request,
        json -> {
          json.writeObjectFieldStart("result");
          json.writeNumberField("code", answer.code());
          json.writeStringField("message", answer.message());
          json.writeNumberField("timestamp", answer.timestamp());
          json.writeEndObject();
          json.writeNumberField("merge_code", answer.code());
          json.writeStringField("merge_msg", answer.message());
          json.writeStringField("merge_message", answer.message());
        });
  }
}
