package org.rtcroom.faults;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.rtcroom.server.DemoClient;

/**
 * Clients that open a room each, enter it, count in it, and leave every other one, again and again,
 * until they are told to stop; and what they were answered. No room is visited twice, so each
 * answer of success stands for one line of its own.
 */
final class Load implements AutoCloseable {

  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(200);
  private static final String FAMILY = "live_room";

  private final ExecutorService threads;
  private final List<Future<?>> clients = new ArrayList<>();
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile List<URI> nodes;
  private volatile boolean stopping;

  private Load(List<URI> nodes, int clients) {
    this.nodes = nodes;
    threads = Executors.newFixedThreadPool(clients);
  }

  /** Starts so many clients, who turn to any of these nodes. */
  static Load on(List<URI> nodes, int clients) {
    Load load = new Load(nodes, clients);
    for (int i = 0; i < clients; i++) {
      DemoClient client = DemoClient.login(nodes.get(i % nodes.size()), FAMILY, "user" + i);
      load.clients.add(load.threads.submit(() -> load.work(client)));
    }
    return load;
  }

  /** From now on the clients turn to these nodes. */
  void turnTo(List<URI> others) {
    nodes = others;
  }

  /** How many operations succeeded so far. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Everything answered so far. */
  List<Answered> answers() {
    return List.copyOf(answers);
  }

  /** Lets the clients finish what they do, and returns what they were answered. */
  List<Answered> stop() {
    close();
    return answers();
  }

  @Override
  public void close() {
    stopping = true;
    threads.shutdown();
    for (Future<?> client : clients) {
      try {
        client.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void work(DemoClient user) {
    int turn = Math.floorMod(user.userId().hashCode(), 7);
    for (int i = 0; !stopping; i++) {
      DemoClient client = user.at(nodes.get(turn++ % nodes.size()));
      if (!visit(client, user.userId() + "-room" + i, i % 2 == 0)) {
        LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
      }
    }
  }

  private boolean visit(DemoClient client, String roomId, boolean leaves) {
    return done("OPENED", roomId, () -> create(client, roomId))
        && done("JOINED", roomId, () -> client.addPusher(roomId))
        && done("COUNTED", roomId, () -> count(client, roomId))
        && (!leaves || done("LEFT", roomId, () -> client.call("delete_pusher", roomId)));
  }

  private boolean done(String kind, String roomId, Supplier<JsonObject> operation) {
    long asked = System.nanoTime();
    int code = code(operation);
    long now = System.nanoTime();
    Answered answered = new Answered(kind, roomId, code, now, Duration.ofNanos(now - asked));
    answers.add(answered);
    if (answered.ok()) {
      acknowledged.incrementAndGet();
    }
    return answered.ok();
  }

  private static int code(Supplier<JsonObject> operation) {
    try {
      return operation.get().getInt("code");
    } catch (DemoClient.NoAnswer e) {
      return Answered.NOTHING;
    } catch (JsonException e) {
      return Answered.NO_JSON;
    }
  }

  private static JsonObject create(DemoClient client, String roomId) {
    return client.call(
        "create_room",
        Json.createObjectBuilder()
            .add("userID", client.userId())
            .add("roomID", roomId)
            .add("roomInfo", "info")
            .build());
  }

  private static JsonObject count(DemoClient client, String roomId) {
    return client.call(
        "set_custom_field",
        Json.createObjectBuilder()
            .add("userID", client.userId())
            .add("roomID", roomId)
            .add("fieldName", "likes")
            .add("operation", "inc")
            .build());
  }
}
