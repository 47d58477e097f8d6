package org.rtcroom.delivery;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A courier that has to be told how each of its ways ended. */
final class HeldCourier {

  /** One way: what was to be told, and how it ends. */
  record Way(String told, CompletableFuture<DeliveryResult> end) {

    void done() {
      end.complete(DeliveryResult.DONE);
    }

    void retry() {
      end.complete(new DeliveryResult.Retry("no answer"));
    }
  }

  private final BlockingQueue<Way> ways = new LinkedBlockingQueue<>();

  /** Both kinds. */
  Couriers couriers() {
    return FakeCourier.both(
        group -> set("notice " + group), group -> set("destroy " + group), sessions -> {});
  }

  private CompletionStage<DeliveryResult> set(String told) {
    Way way = new Way(told, new CompletableFuture<>());
    ways.add(way);
    return way.end();
  }

  /** The next way, waited for. */
  Way next() throws InterruptedException {
    Way way = ways.poll(10, SECONDS);
    if (way == null) {
      throw new AssertionError("the courier was not sent");
    }
    return way;
  }

  /** Whether it stays at home for a moment. */
  boolean idle() throws InterruptedException {
    return ways.poll(150, MILLISECONDS) == null;
  }
}
