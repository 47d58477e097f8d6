package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.rtcroom.outgoing.HttpAnswer;
import org.rtcroom.outgoing.HttpCall;
import org.rtcroom.outgoing.NoAnswer;
import org.rtcroom.outgoing.PeerClient;

/** One of Tencent's services at its address: takes JSON and answers JSON. Thread-safe. */
final class JsonService {

  /** Bytes of an answer; real ones have less than 1 KB. */
  static final int LONGEST = 64 * 1024;

  private static final int OK = 200;
  private static final String JSON_TYPE = "application/json";
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private final String root;
  private final PeerClient client;

  JsonService(URI base, PeerClient client) {
    this.root = base.toString().replaceAll("/+$", "");
    this.client = client;
  }

  /**
   * Makes a call. Never blocks.
   *
   * @param limit for the whole exchange
   * @return fails with {@link NoAnswer}, at the latest after the limit, and also if the status is
   *     not 200 or the body is not a JSON object of at most 64 KB
   */
  CompletionStage<JsonObject> call(JsonCall call, Duration limit) {
    return client.send(http(call, limit)).thenApply(answer -> parse(call.operation(), answer));
  }

  private HttpCall http(JsonCall call, Duration limit) {
    URI address = call.address(root);
    HttpCall.Bounds bounds = new HttpCall.Bounds(limit, LONGEST);
    return call.body()
        .map(body -> body.toString().getBytes(StandardCharsets.UTF_8))
        .map(
            body ->
                HttpCall.post(
                    call.operation(),
                    address,
                    Map.of("Accept", JSON_TYPE, "Content-Type", JSON_TYPE),
                    body,
                    bounds))
        .orElseGet(
            () -> HttpCall.get(call.operation(), address, Map.of("Accept", JSON_TYPE), bounds));
  }

  private static JsonObject parse(String operation, HttpAnswer answer) {
    if (answer.status() != OK) {
      throw new NoAnswer(operation, "HTTP status " + answer.status());
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new NoAnswer(operation, "the answer is no JSON object");
    }
  }
}
