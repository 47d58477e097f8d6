package org.rtcroom.room;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.rtcroom.stream.LivePlatform;
import org.rtcroom.stream.MixAnswer;
import org.rtcroom.stream.MixRequest;
import org.rtcroom.stream.StreamName;
import org.rtcroom.stream.StreamState;

/** A live platform that answers as the test says, and counts how often it is asked at once. */
final class FakeLive implements LivePlatform {

  final List<StreamName> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  volatile boolean enabled;
  volatile Function<StreamName, CompletionStage<StreamState>> answer =
      stream -> CompletableFuture.completedFuture(StreamState.UNKNOWN);

  void answer(StreamState state) {
    enabled = true;
    answer = stream -> CompletableFuture.completedFuture(state);
  }

  void fail() {
    enabled = true;
    answer = stream -> CompletableFuture.failedFuture(new IllegalStateException("unreachable"));
  }

  @Override
  public boolean enabled() {
    return enabled;
  }

  @Override
  public CompletionStage<StreamState> state(StreamName stream) {
    asked.add(stream);
    mostAtOnce.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    return answer.apply(stream).whenComplete((state, failure) -> inFlight.decrementAndGet());
  }

  @Override
  public CompletionStage<MixAnswer> mix(MixRequest request) {
    throw new UnsupportedOperationException("rooms mix nothing");
  }
}
