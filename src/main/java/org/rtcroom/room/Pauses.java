package org.rtcroom.room;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ServiceStarted;
import org.rtcroom.kernel.Unproxied;

/**
 * The times in which this process did not run, because it was stopped, its machine was frozen, or
 * it collected garbage for long. Nobody could be heard then, so nobody was silent, and whoever is
 * put out for silence must have had a whole timeout in which the process was awake.
 *
 * <pre>{@code
 *        a look, every 200 ms                no look for longer than 1 s
 * awake ----------------------> awake, as before ------------------------> awake since this look
 * }</pre>
 *
 * <p>A thread of its own looks at the clocks. When the process wakes, that thread may be the last
 * to run: whoever is about to judge a silence has {@link #awakeFor} look first. Thread-safe.
 */
@Unproxied
public class Pauses {

  private static final Logger LOG = System.getLogger(Pauses.class.getName());

  /** More than a busy machine keeps a thread waiting; less than a client waits for an answer. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** A machine that is frozen may stop the monotonic clock, too; then the wall clock is ahead. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  private static final long INTERVAL_MILLIS = 200;

  /** Looks that come sooner after one another change nothing. */
  private static final long SOON_NANOS = Duration.ofMillis(50).toNanos();

  /** Pauses that wait to be recorded; of more, the newest. */
  private static final int WAITING = 100;

  /**
   * One pause.
   *
   * @param from by the wall clock, as {@code to}
   * @param length by the clock that nobody can set
   */
  public record Pause(Instant from, Instant to, Duration length) {}

  @Inject MonotonicClock stopwatch;
  @Inject Clock clock;
  @Inject AccessLog accessLog;

  @Nullable @Resource ManagedThreadFactory managedThreads;

  private final String start = UUID.randomUUID().toString();
  private final Deque<Pause> unrecorded = new ArrayDeque<>();
  private @Nullable ScheduledExecutorService thread;
  private volatile long awakeSinceNanos;
  private volatile int count;

  /** Written last: who sees a look sees what it found. */
  private volatile Look last = new Look(0, 0);

  /** What the two clocks said. */
  private record Look(long nanos, long millis) {

    Duration stepSince(Look before) {
      return Duration.ofNanos(nanos - before.nanos);
    }

    boolean jumpedSince(Look before) {
      long ahead = (millis - before.millis) - stepSince(before).toMillis();
      return ahead > AHEAD.toMillis();
    }

    Pause pauseSince(Look before) {
      Instant from = Instant.ofEpochMilli(before.millis);
      return new Pause(from, Instant.ofEpochMilli(millis), stepSince(before));
    }
  }

  /** Marks the start: the process is awake from here on. */
  @PostConstruct
  synchronized void start() {
    Look now = new Look(stopwatch.nanos(), clock.millis());
    awakeSinceNanos = now.nanos();
    last = now;
  }

  /** From now on a thread looks; that the service took long to start is no pause. */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread
  public void begin(@Observes ServiceStarted now) {
    start();
    ManagedThreadFactory factory = managedThreads;
    if (factory != null) {
      ScheduledExecutorService started = new ScheduledThreadPoolExecutor(1, factory);
      started.scheduleWithFixedDelay(
          this::lookAndRecord, INTERVAL_MILLIS, INTERVAL_MILLIS, MILLISECONDS);
      thread = started;
    }
  }

  @PreDestroy
  void stop() {
    ScheduledExecutorService running = thread;
    if (running != null) {
      running.shutdownNow();
    }
  }

  /** Looks at the clocks. Never waits. */
  void look() {
    Look before = last;
    Look now = new Look(stopwatch.nanos(), clock.millis());
    if (now.nanos() - before.nanos() > SOON_NANOS || now.jumpedSince(before)) {
      lookAgain();
    }
  }

  private synchronized void lookAgain() {
    Look before = last;
    Look now = new Look(stopwatch.nanos(), clock.millis());
    if (now.stepSince(before).compareTo(LEAST) > 0 || now.jumpedSince(before)) {
      awakeSinceNanos = now.nanos();
      count++;
      note(now.pauseSince(before));
    }
    last = now;
  }

  private synchronized void note(Pause pause) {
    unrecorded.add(pause);
    if (unrecorded.size() > WAITING) {
      unrecorded.remove();
    }
  }

  /** Whether the process has been awake for that long, up to now. */
  boolean awakeFor(Duration time) {
    long now = stopwatch.nanos();
    look();
    return now - awakeSinceNanos >= time.toNanos();
  }

  /** How long the process has been awake, in milliseconds. */
  long awakeMillis() {
    look();
    return Duration.ofNanos(stopwatch.nanos() - awakeSinceNanos).toMillis();
  }

  /** How many pauses there were since the start. */
  int count() {
    look();
    return count;
  }

  /** Names the time since the last pause or the start; another one has another name. */
  String waking() {
    return start + "/" + count();
  }

  /** One that cannot be recorded is kept for the next time. Never waits, never fails. */
  void lookAndRecord() {
    look();
    for (Pause pause : takeUnrecorded()) {
      LOG.log(Level.WARNING, "the process did not run for {0} ms", pause.length().toMillis());
      accessLog
          .paused(pause)
          .whenComplete(
              (recorded, failure) -> {
                if (failure != null) {
                  note(pause);
                }
              });
    }
  }

  private synchronized List<Pause> takeUnrecorded() {
    List<Pause> taken = new ArrayList<>(unrecorded);
    unrecorded.clear();
    return taken;
  }
}
