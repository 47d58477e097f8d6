package org.rtcroom.tencent;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One call and its answer, on the thread that asks. */
final class Exchange {

  /** Bytes; real answers have less than 1 KB. */
  static final int LONGEST_ANSWER = 64 * 1024;

  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private final Client client;
  private final URI base;

  Exchange(Client client, URI base) {
    this.client = client;
    this.base = base;
  }

  /**
   * Sends the call and waits for the answer.
   *
   * @throws NoAnswer if the status is not 200, the body is not a JSON object of at most 64 KB, or
   *     the deadline passes while it arrives
   */
  JsonObject carryOut(Call call, Deadline deadline) {
    try (Response response = invocation(call).invoke()) {
      if (response.getStatus() != Response.Status.OK.getStatusCode()) {
        throw new NoAnswer(call, "HTTP status " + response.getStatus());
      }
      return parse(call, body(call, response.readEntity(InputStream.class), deadline));
    }
  }

  private Invocation invocation(Call call) {
    Invocation.Builder request =
        client.target(call.address(base)).request(MediaType.APPLICATION_JSON_TYPE);
    return call.body()
        .map(body -> body.toString().getBytes(StandardCharsets.UTF_8))
        .map(bytes -> request.buildPost(Entity.entity(bytes, MediaType.APPLICATION_JSON_TYPE)))
        .orElseGet(request::buildGet);
  }

  /** Piece by piece: a read timeout begins anew with every byte of an answer that drips. */
  private static byte[] body(Call call, InputStream in, Deadline deadline) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[8 * 1024];
    try {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        body.write(piece, 0, read);
        if (deadline.passed() || body.size() > LONGEST_ANSWER) {
          throw new NoAnswer(call, deadline.passed() ? "no answer in time" : "answer too long");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
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
