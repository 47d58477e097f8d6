package org.rtcroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.identity.Advance;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.Actor;
import org.rtcroom.room.AccessLog;
import org.rtcroom.room.Pauses;

/** Remembers what the access log was told; takes nothing while {@link #down}. */
final class Noted implements AccessLog {

  final List<Map<String, String>> lines = new CopyOnWriteArrayList<>();
  volatile boolean down;

  @Override
  public long record(
      AccessKind kind,
      Actor actor,
      Map<String, String> details,
      Map<String, String> personal,
      Optional<Advance> advance) {
    assertThat(advance).as("deliveries know no generations").isEmpty();
    if (down) {
      throw new DatabaseUnavailable("the access log is down");
    }
    lines.add(details);
    return 0;
  }

  List<String> outcomes() {
    return lines.stream()
        .map(
            line -> line.get("outcome") + " " + line.get("failedBefore") + " " + line.get("reason"))
        .toList();
  }

  @Override
  public CompletionStage<?> paused(Pauses.Pause pause) {
    throw new IllegalStateException("deliveries know no pauses");
  }

  @Override
  public void refused(Actor actor, String operation, int code) {}
}
