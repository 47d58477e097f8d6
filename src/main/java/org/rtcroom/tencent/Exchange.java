package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * One call and its answer, on the thread that asks. By the JDK's client, because it can give up an
 * answer that drips: the connection is closed when the thread is interrupted, wherever the answer
 * has got to.
 */
final class Exchange {

  private static final int OK = 200;
  private static final String JSON_TYPE = "application/json";
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private final HttpClient client;
  private final String root;

  /**
   * Exchanges with one service.
   *
   * @param connecting how long that may take
   */
  Exchange(URI base, Duration connecting) {
    this.root = base.toString().replaceAll("/+$", "");
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connecting)
            .build();
  }

  /**
   * Sends the call and waits for the answer, until it is there or the thread is interrupted;
   * nothing of the exchange is left afterwards. The client's asynchronous way would start a thread
   * for each answer, where a machine has no more than two processors.
   *
   * @throws NoAnswer if the status is not 200, the body is not a JSON object of at most 64 KB, or
   *     the thread is interrupted
   */
  JsonObject carryOut(Call call) {
    HttpResponse<byte[]> response = send(call);
    if (response.statusCode() != OK) {
      throw new NoAnswer(call, "HTTP status " + response.statusCode());
    }
    return parse(call, response.body());
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.address(root)).header("Accept", JSON_TYPE);
    return call.body()
        .map(body -> BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
        .map(body -> request.header("Content-Type", JSON_TYPE).POST(body))
        .orElseGet(request::GET)
        .build();
  }

  private HttpResponse<byte[]> send(Call call) {
    try {
      return client.send(request(call), head -> new ShortBody(call));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(call, "given up");
    } catch (IOException e) {
      throw e.getCause() instanceof NoAnswer known ? known : NoAnswer.because(call, e);
    }
  }

  private static JsonObject parse(Call call, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw new NoAnswer(call, "the answer is no JSON object");
    }
  }
}
