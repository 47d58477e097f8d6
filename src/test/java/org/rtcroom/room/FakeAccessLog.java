package org.rtcroom.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;

/** Remembers what was recorded; refuses everything while {@link #down}. */
final class FakeAccessLog implements AccessLog {

  final List<AccessKind> kinds = new ArrayList<>();
  final List<Pauses.Pause> pauses = new ArrayList<>();
  boolean down;

  @Override
  public long record(
      AccessKind kind,
      Actor actor,
      Map<String, String> details,
      Map<String, String> personal,
      Optional<Advance> advance) {
    assertThat(advance).as("rooms know no generations").isEmpty();
    if (down) {
      throw new DatabaseUnavailable("the access log is down");
    }
    kinds.add(kind);
    return 0;
  }

  @Override
  public CompletionStage<?> paused(Pauses.Pause pause) {
    if (down) {
      return CompletableFuture.failedFuture(new DatabaseUnavailable("the access log is down"));
    }
    pauses.add(pause);
    return CompletableFuture.completedFuture(pause);
  }

  @Override
  public void refused(Actor actor, String operation, int code) {}
}
