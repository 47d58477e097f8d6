package org.rtcroom.witness;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rtcroom.checkpoint.Witness.NotWitnessed;

/** One POST at a time to one address, over by a deadline even if the answer drips. */
class HttpExchange {

  /** Bytes of an answer; a time stamp with its certificates has some 5 KB. */
  private static final int LONGEST = 64 * 1024;

  private final URI address;
  private final Duration limit;
  private final Executor threads;
  private final Client client;

  HttpExchange(URI address, Duration limit, Executor threads) {
    this.address = address;
    this.limit = limit;
    this.threads = threads;
    client =
        ClientBuilder.newBuilder()
            .connectTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .property("jersey.config.client.followRedirects", false)
            .build();
  }

  /**
   * Posts and waits for the whole answer.
   *
   * @return its body; empty for none
   * @throws NotWitnessed if the status is not 200 to 204, the answer is longer than 64 KB, or time
   *     is up
   */
  byte[] post(String type, byte[] body) {
    CompletableFuture<byte[]> answer =
        CompletableFuture.supplyAsync(() -> exchange(type, body), threads);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new NotWitnessed("no answer in time", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NotWitnessed refused
          ? refused
          : new NotWitnessed("no answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotWitnessed("not awaited", e);
    }
  }

  private byte[] exchange(String type, byte[] body) {
    try (Response response = client.target(address).request().post(Entity.entity(body, type))) {
      int status = response.getStatus();
      if (status < 200 || status > 204) {
        throw new NotWitnessed("HTTP status " + status);
      }
      return response.hasEntity() ? read(response.readEntity(InputStream.class)) : new byte[0];
    } catch (ProcessingException | IOException e) {
      throw new NotWitnessed("no answer: " + e, e);
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    byte[] answer = in.readNBytes(LONGEST + 1);
    if (answer.length > LONGEST) {
      throw new NotWitnessed("the answer is too long");
    }
    return answer;
  }
}
