package org.rtcroom.witness;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.rtcroom.checkpoint.Witness;
import org.rtcroom.outgoing.HttpAnswer;
import org.rtcroom.outgoing.HttpCall;
import org.rtcroom.outgoing.NoAnswer;
import org.rtcroom.outgoing.PeerClient;

/** A host that takes lines by POST. Any answer of status 200 to 204 is a receipt. */
final class UrlWitness implements Witness {

  /** Bytes of an answer; a time stamp with its certificates has some 5 KB. */
  private static final int LONGEST = 64 * 1024;

  private final URI address;
  private final HttpCall.Bounds bounds;
  private final PeerClient client;

  /**
   * A host.
   *
   * @param limit for one whole exchange
   */
  UrlWitness(URI address, Duration limit, PeerClient client) {
    this.address = address;
    this.bounds = new HttpCall.Bounds(limit, LONGEST);
    this.client = client;
  }

  @Override
  public String name() {
    return "url";
  }

  @Override
  public byte[] show(byte[] line) {
    return post("application/json", line);
  }

  /**
   * Posts and waits for the whole answer.
   *
   * @return its body; empty for none
   * @throws NotWitnessed if the status is not 200 to 204, the answer is longer than 64 KB, or time
   *     is up
   */
  byte[] post(String type, byte[] body) {
    HttpAnswer answer =
        answer(HttpCall.post("witness", address, Map.of("Content-Type", type), body, bounds));
    if (answer.status() > 204) {
      throw new NotWitnessed("HTTP status " + answer.status());
    }
    return answer.body();
  }

  private HttpAnswer answer(HttpCall call) {
    try {
      return client.send(call).toCompletableFuture().get();
    } catch (ExecutionException e) {
      String why = e.getCause() instanceof NoAnswer none ? none.reason() : "no answer";
      throw new NotWitnessed(why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotWitnessed("not awaited", e);
    }
  }
}
