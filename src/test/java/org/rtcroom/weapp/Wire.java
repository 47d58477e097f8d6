package org.rtcroom.weapp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Real HTTP to {@code /weapp}, with any method, headers and bytes. */
public final class Wire {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI base;

  /**
   * @param base where the WAR is served, with a slash at the end
   */
  public Wire(URI base) {
    this.base = base;
  }

  /** What came back. */
  public record Reply(int status, Map<String, String> headers, String body) {

    /** The body, which must be a JSON object with what every answer has. */
    public JsonObject json() {
      try (JsonReader reader = Json.createReader(new StringReader(body))) {
        JsonObject json = reader.readObject();
        assertThat(json.getJsonNumber("code").isIntegral()).isTrue();
        assertThat(json.getString("message")).isNotEmpty();
        assertThat(json.getJsonNumber("timestamp").longValue()).isPositive();
        return json;
      }
    }

    /** The code of the answer. */
    public int code() {
      return json().getInt("code");
    }

    /** A header, or empty text. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** Posts text as JSON. */
  public Reply post(String path, String body) {
    return send("POST", path, bytes(body), Map.of("Content-Type", "application/json"));
  }

  /** Gets. */
  public Reply get(String path) {
    return send("GET", path, new byte[0], Map.of());
  }

  /**
   * Sends anything.
   *
   * @param path below {@code /weapp/}, sent as it is, as is its query
   */
  public Reply send(String method, String path, byte[] body, Map<String, String> headers) {
    BodyPublisher publisher =
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "weapp/" + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, publisher);
    headers.forEach(request::header);
    try {
      return reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Reply reply(HttpResponse<byte[]> answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return new Reply(
        answer.statusCode(), headers, new String(answer.body(), StandardCharsets.UTF_8));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
