package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Locale;
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

  /** Stands for the platform's own code where it gave none. */
  private static final int UNREACHABLE = -1;

  @Inject RoomStreams streams;
  @Inject Callers callers;
  @Inject Ids ids;
  @Inject Problems problems;
  @Inject Answers answers;
  @Inject Clock clock;

  /**
   * The platform's refusal is a success of this call, told in {@code merge_code}: only an
   * unreachable platform is worth another try, and that is how clients read another code. Some of
   * them look into the fields of the result alone, so these are there as well.
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
      return unreachable(request);
    }
    return answers.success(request, json -> write(json, answer));
  }

  private Answer unreachable(WeappRequest request) {
    Locale language = request.language();
    String message = WireProblem.LIVE_UNREACHABLE.message(language, "");
    MixAnswer none = new MixAnswer(UNREACHABLE, message, clock.instant().getEpochSecond());
    return answers.problem(
        language, new Refusal(WireProblem.LIVE_UNREACHABLE), json -> write(json, none));
  }

  private static void write(JsonGenerator json, MixAnswer answer) throws IOException {
    json.writeObjectFieldStart("result");
    json.writeNumberField("code", answer.code());
    json.writeStringField("message", answer.message());
    json.writeNumberField("timestamp", answer.timestamp());
    json.writeEndObject();
    json.writeNumberField("merge_code", answer.code());
    json.writeStringField("merge_msg", answer.message());
    json.writeStringField("merge_message", answer.message());
  }
}
