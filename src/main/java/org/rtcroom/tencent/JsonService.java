package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
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
   * @param operation names the call in logs
   * @param path begins with a slash
   * @param query names and values, not yet encoded; holds a signature
   * @param body sent by POST; without one the call is a GET
   * @param limit for the whole exchange
   * @return fails with {@link NoAnswer}, at the latest after the limit, and also if the status is
   *     not 200 or the body is not a JSON object of at most 64 KB
   */
  CompletionStage<JsonObject> call(
      String operation,
      String path,
      Map<String, String> query,
      Optional<JsonObject> body,
      Duration limit) {
    URI address =
        URI.create(
            query.entrySet().stream()
                .map(part -> encoded(part.getKey()) + "=" + encoded(part.getValue()))
                .collect(Collectors.joining("&", root + path + "?", "")));
    HttpCall.Bounds bounds = new HttpCall.Bounds(limit, LONGEST);
    Map<String, String> accept = Map.of("Accept", JSON_TYPE);
    Map<String, String> both = Map.of("Accept", JSON_TYPE, "Content-Type", JSON_TYPE);
    HttpCall call =
        body.map(json -> json.toString().getBytes(StandardCharsets.UTF_8))
            .map(bytes -> HttpCall.post(operation, address, both, bytes, bounds))
            .orElseGet(() -> HttpCall.get(operation, address, accept, bounds));
    return client.send(call).thenApply(answer -> parse(operation, answer));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
