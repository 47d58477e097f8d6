package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.Consumer;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.RecordedSession;

/** Writes answers: always a JSON object with {@code code}, {@code message}, {@code timestamp}. */
@Unproxied
class Answers {

  @Inject Clock clock;

  /** Success, and nothing more to say. */
  Answer ok(WeappRequest request) {
    return ok(request, json -> {});
  }

  /** Success with further fields. */
  Answer ok(WeappRequest request, Consumer<JsonWriter> fields) {
    return ok(request.language(), fields);
  }

  Answer ok(Language language, Consumer<JsonWriter> fields) {
    String message = language == Language.ENGLISH ? "success" : "请求成功";
    return answer(200, 0, message, fields);
  }

  Answer problem(Language language, WireProblem problem, String field) {
    String message = problem.message(language, field);
    return answer(problem.status(), problem.code(), message, json -> {});
  }

  private Answer answer(int status, int code, String message, Consumer<JsonWriter> fields) {
    byte[] json =
        JsonWriter.object(
            object -> {
              object.write("code", code);
              object.write("message", message).write("timestamp", clock.millis());
              fields.accept(object);
            });
    return new Answer(status, code, json);
  }

  /**
   * Where the session's chain ended when a change was recorded: whoever keeps it can show later
   * that the change was, and when.
   */
  static void receipt(JsonWriter json, RecordedSession recorded) {
    json.writeStartObject("receipt")
        .write("sessionId", recorded.state().sessionId().value())
        .write("seq", recorded.position().seq())
        .write("hash", recorded.position().hash())
        .writeEnd();
  }

  /** Success, with the receipt of what was changed. */
  Answer done(WeappRequest request, RecordedSession recorded) {
    return ok(request, json -> receipt(json, recorded));
  }
}
