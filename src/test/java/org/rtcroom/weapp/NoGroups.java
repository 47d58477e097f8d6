package org.rtcroom.weapp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rtcroom.room.GroupChat;

/** An IM cloud that is switched off. */
final class NoGroups implements GroupChat {

  @Override
  public boolean enabled() {
    return false;
  }

  @Override
  public Optional<String> refusedSettings() {
    return Optional.empty();
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(1);
  }

  @Override
  public CompletionStage<GroupOutcome> create(String groupId, Duration limit) {
    return CompletableFuture.completedFuture(GroupOutcome.REFUSED);
  }
}
