package org.rtcroom.ops.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.rtcroom.room.Change;
import org.rtcroom.room.Journal;
import org.rtcroom.room.JournalEntry;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomEvent;
import org.rtcroom.room.RoomType;

/** The lines and evictions that this node recorded, and the times of its commits. */
@ApplicationScoped
class JournalMeters implements Reading {

  private static final Pattern WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private final Map<String, Timer> commits = new ConcurrentHashMap<>();
  private final Map<Class<?>, Counter> lines = new ConcurrentHashMap<>();
  private final Map<RoomType, Counter> evictions = new ConcurrentHashMap<>();

  @Inject Meters meters;

  /** Made at once, so that a first eviction is seen as an increase. */
  @Override
  public void register(MeterRegistry registry) {
    for (RoomType type : RoomType.values()) {
      evictions.computeIfAbsent(type, this::evictionsFrom);
    }
    commits.computeIfAbsent("committed", this::commitsThatWere);
  }

  void recorded(Change change, long nanos) {
    took("committed", nanos);
    for (JournalEntry entry : change.entries()) {
      lines.computeIfAbsent(entry.event().getClass(), this::linesOf).increment();
      if (entry.event() instanceof RoomEvent.Left left && left.reason() == Reason.LAPSED) {
        evictions.computeIfAbsent(change.after().terms().type(), this::evictionsFrom).increment();
      }
    }
  }

  void failed(RuntimeException failure, long nanos) {
    took(outcome(failure), nanos);
  }

  private static String outcome(RuntimeException failure) {
    if (failure instanceof Journal.LostRace) {
      return "overtaken";
    }
    if (failure instanceof Journal.StaleEviction) {
      return "heard_elsewhere";
    }
    if (failure instanceof Journal.ClaimConflict) {
      return "claimed";
    }
    return failure instanceof Journal.NotRecorded ? "not_recorded" : "unknown";
  }

  private void took(String outcome, long nanos) {
    commits.computeIfAbsent(outcome, this::commitsThatWere).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer commitsThatWere(String outcome) {
    return Timer.builder("roomservice.commit")
        .description("How long the journal took for what was recorded together")
        .tags("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(meters.registry());
  }

  private Counter linesOf(Class<?> event) {
    String kind = WORD.matcher(event.getSimpleName()).replaceAll("_").toUpperCase(Locale.ROOT);
    return Counter.builder("roomservice.journal.lines")
        .description("Lines this node added to the journal")
        .tags("kind", kind)
        .register(meters.registry());
  }

  private Counter evictionsFrom(RoomType type) {
    return Counter.builder("roomservice.evictions")
        .description("Members this node evicted because their heartbeats had stopped")
        .tags("family", type.family())
        .register(meters.registry());
  }
}
