package org.rtcroom.weapp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.rtcroom.room.Recorded;

/** Writes answers: always a JSON object with {@code code}, {@code message}, {@code timestamp}. */
@ApplicationScoped
class Answers {

  /** Looked up once: looking the provider up costs more than writing a small answer. */
  private static final JsonGeneratorFactory GENERATORS =
      JsonProvider.provider().createGeneratorFactory(Map.of());

  @Inject Clock clock;

  /** Success, and nothing more to say. */
  Answer ok(Incoming request) {
    return ok(request, json -> {});
  }

  /** Success with further fields. */
  Answer ok(Incoming request, Consumer<JsonGenerator> fields) {
    String message = request.language() == Language.ENGLISH ? "success" : "请求成功";
    return new Answer(200, envelope(0, message, fields));
  }

  Answer problem(Language language, WireProblem problem, String field) {
    String message = problem.message(language, field);
    return new Answer(problem.status(), envelope(problem.code(), message, json -> {}));
  }

  private String envelope(int code, String message, Consumer<JsonGenerator> fields) {
    return object(
        json -> {
          json.write("code", code).write("message", message).write("timestamp", clock.millis());
          fields.accept(json);
        });
  }

  /**
   * Where the session's chain ended when a change was recorded: whoever keeps it can show later
   * that the change was, and when.
   */
  static void receipt(JsonGenerator json, Recorded recorded) {
    json.writeStartObject("receipt")
        .write("sessionId", recorded.state().sessionId().value())
        .write("seq", recorded.position().seq())
        .write("hash", recorded.position().hash())
        .writeEnd();
  }

  /** Success, with the receipt of what was changed. */
  Answer done(Incoming request, Recorded recorded) {
    return ok(request, json -> receipt(json, recorded));
  }

  /** The text of a JSON object. */
  static String object(Consumer<JsonGenerator> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = GENERATORS.createGenerator(text)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEnd();
    }
    return text.toString();
  }
}
