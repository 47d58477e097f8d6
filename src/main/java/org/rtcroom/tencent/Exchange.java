package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call and its answer, on the thread that asks. By the JDK's client, because it can give up an
 * answer that drips: the connection is closed at the deadline, wherever the answer has got to.
 */
final class Exchange {

  private static final int OK = 200;
  private static final String JSON_TYPE = "application/json";
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private final HttpClient client;
  private final URI base;

  /**
   * Exchanges with one service.
   *
   * @param connecting how long that may take
   */
  Exchange(URI base, Duration connecting) {
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connecting)
            .build();
  }

  /**
   * Sends the call and waits for the answer.
   *
   * @throws NoAnswer if the status is not 200, the body is not a JSON object of at most 64 KB, or
   *     the deadline passes before it is there
   */
  JsonObject carryOut(Call call, Deadline deadline) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request(call), head -> new ShortBody(call));
    HttpResponse<byte[]> response = await(call, sent, deadline);
    if (response.statusCode() != OK) {
      throw new NoAnswer(call, "HTTP status " + response.statusCode());
    }
    return parse(call, response.body());
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.address(base)).header("Accept", JSON_TYPE);
    return call.body()
        .map(body -> BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
        .map(body -> request.header("Content-Type", JSON_TYPE).POST(body))
        .orElseGet(request::GET)
        .build();
  }

  /** Whatever happens, nothing of the exchange is left afterwards. */
  private static HttpResponse<byte[]> await(
      Call call, CompletableFuture<HttpResponse<byte[]>> sent, Deadline deadline) {
    try {
      return sent.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NoAnswer(call, "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(call, "the node is stopping");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof NoAnswer known
          ? known
          : NoAnswer.because(call, cause == null ? e : cause);
    } finally {
      sent.cancel(true);
    }
  }

  private static JsonObject parse(Call call, byte[] body) {
    InputStreamReader text =
        new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8);
    try (JsonReader reader = JSON.createReader(text)) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new NoAnswer(call, "the answer is no JSON object");
    }
  }
}
