package org.rtcroom.room;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An IM cloud that answers as the test says; it creates groups at once by default. */
final class FakeGroups implements GroupChat {

  final List<String> created = new CopyOnWriteArrayList<>();
  volatile boolean enabled;
  volatile Supplier<CompletionStage<GroupOutcome>> answer =
      () -> CompletableFuture.completedFuture(GroupOutcome.CREATED);

  void answer(GroupOutcome outcome) {
    answer = () -> CompletableFuture.completedFuture(outcome);
  }

  /** Waits with its answer until the test completes what is returned. */
  CompletableFuture<GroupOutcome> answerLater() {
    CompletableFuture<GroupOutcome> later = new CompletableFuture<>();
    answer = () -> later;
    return later;
  }

  @Override
  public boolean enabled() {
    return enabled;
  }

  @Override
  public Optional<String> refusedSettings() {
    return Optional.empty();
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(5);
  }

  @Override
  public CompletionStage<GroupOutcome> create(String groupId, Duration limit) {
    created.add(groupId);
    return answer.get();
  }
}
