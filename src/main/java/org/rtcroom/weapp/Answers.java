package org.rtcroom.weapp;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;
import org.rtcroom.room.RecordedSession;

/**
 * Makes answers: always a JSON object with {@code code}, {@code message}, {@code timestamp}.
 * Messages are English or Chinese.
 */
@Unproxied
public class Answers {

  @Inject Clock clock;

  /** Success, without further fields. */
  Response ok(WeappRequest request) {
    return ok(request, json -> {});
  }

  /** Success with further fields. */
  Response ok(WeappRequest request, JsonWriter.Content fields) {
    return success(request, fields).to(request);
  }

  /** Success, with the receipt of the change. */
  Response done(WeappRequest request, RecordedSession recorded) {
    return ok(request, json -> receipt(json, recorded));
  }

  /**
   * Success with further fields, for an answer that comes later or may be repeated.
   *
   * @throws IllegalStateException if the operation is {@link Authenticated} and {@link Callers} has
   *     not been asked: no method can forget that
   */
  Answer success(WeappRequest request, JsonWriter.Content fields) {
    request.requireChecked();
    return success(request.language(), fields);
  }

  Answer success(Locale language, JsonWriter.Content fields) {
    String message = language.equals(Locale.ENGLISH) ? "success" : "请求成功";
    return new Answer(200, 0, json(0, message, fields), 1);
  }

  Answer problem(Locale language, Refusal refusal) {
    return problem(language, refusal, none -> {});
  }

  /** As {@link #problem(Locale, Refusal)}, with further fields. */
  Answer problem(Locale language, Refusal refusal, JsonWriter.Content fields) {
    WireProblem problem = refusal.problem();
    String message = problem.message(language, refusal.field());
    byte[] json = json(problem.code(), message, fields);
    return new Answer(problem.status(), problem.code(), json, refusal.retryAfter());
  }

  private byte[] json(int code, String message, JsonWriter.Content fields) {
    return JsonWriter.object(
        json -> {
          json.writeNumberField("code", code);
          json.writeStringField("message", message);
          json.writeNumberField("timestamp", clock.millis());
          fields.write(json);
        });
  }

  /**
   * The end of the session's chain when a change was recorded: a client that keeps it can show
   * later that the change was recorded, and when.
   */
  static void receipt(JsonGenerator json, RecordedSession recorded) throws IOException {
    json.writeObjectFieldStart("receipt");
    json.writeStringField("sessionId", recorded.state().sessionId().value());
    json.writeNumberField("seq", recorded.position().seq());
    json.writeStringField("hash", recorded.position().hash());
    json.writeEndObject();
  }

  /**
   * The JSON of the answer to plain HTTP where only HTTPS is served; it says what to do instead.
   *
   * @param acceptLanguage as sent
   */
  public String plainHttp(@Nullable String acceptLanguage) {
    Locale language = language(acceptLanguage == null ? "" : acceptLanguage);
    return problem(language, new Refusal(WireProblem.PLAIN_HTTP)).json();
  }

  /**
   * The JSON of the answer to a request whose body is announced so that it is not read.
   *
   * @param tooLarge whether it is too large, or has no length that can be understood
   * @param acceptLanguage as sent
   */
  public String unreadable(boolean tooLarge, @Nullable String acceptLanguage) {
    Locale language = language(acceptLanguage == null ? "" : acceptLanguage);
    WireProblem problem = tooLarge ? WireProblem.TOO_LARGE : WireProblem.MALFORMED;
    return problem(language, new Refusal(problem)).json();
  }

  /**
   * The JSON of the answer to callers whom demo mode does not serve.
   *
   * @param acceptLanguage as sent
   */
  public String demoOnlyNearby(@Nullable String acceptLanguage) {
    Locale language = language(acceptLanguage == null ? "" : acceptLanguage);
    return problem(language, new Refusal(WireProblem.DEMO_ONLY_NEARBY)).json();
  }

  /** English if that is the first language in the header, else Chinese. */
  static Locale language(String acceptLanguage) {
    boolean english = acceptLanguage.strip().regionMatches(true, 0, "en", 0, 2);
    return english ? Locale.ENGLISH : Locale.CHINESE;
  }
}
