package org.rtcroom.weapp;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.RecordedSession;

/** Writes answers: always a JSON object with {@code code}, {@code message}, {@code timestamp}. */
@Unproxied
class Answers {

  private static final byte[] BEGINNING = "{\"code\":".getBytes(StandardCharsets.US_ASCII);

  @Inject Clock clock;

  /** Success, and nothing more to say. */
  Answer ok(WeappRequest request) {
    return ok(request, json -> {});
  }

  /** Success with further fields. */
  Answer ok(WeappRequest request, Consumer<JsonWriter> fields) {
    String message = request.language() == Language.ENGLISH ? "success" : "请求成功";
    return new Answer(200, envelope(0, message, fields));
  }

  Answer problem(Language language, WireProblem problem, String field) {
    String message = problem.message(language, field);
    return new Answer(problem.status(), envelope(problem.code(), message, json -> {}));
  }

  private byte[] envelope(int code, String message, Consumer<JsonWriter> fields) {
    return JsonWriter.object(
        json -> {
          json.write("code", code).write("message", message).write("timestamp", clock.millis());
          fields.accept(json);
        });
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

  /** The code in an answer's body, which begins with it; empty for whatever else a body may be. */
  static OptionalInt code(@Nullable Object body) {
    if (!(body instanceof byte[] json) || json.length <= BEGINNING.length) {
      return OptionalInt.empty();
    }
    int code = 0;
    int end = BEGINNING.length;
    while (end < json.length && Character.isDigit(json[end])) {
      code = 10 * code + json[end++] - '0';
    }
    boolean ours =
        end > BEGINNING.length
            && Arrays.equals(json, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
    return ours ? OptionalInt.of(code) : OptionalInt.empty();
  }
}
