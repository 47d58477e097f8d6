package org.rtcroom.ops;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rtcroom.accesslog.AccessLogWriter;
import org.rtcroom.checkpoint.CheckpointGate;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.delivery.Deliveries;
import org.rtcroom.delivery.Deliveries.Backlog;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.ops.metrics.DatabaseProbe;
import org.rtcroom.room.RoomReplay;
import org.rtcroom.room.RoomSettings;
import org.rtcroom.room.RoomTimer;

/** The checks of a node's readiness. */
@ApplicationScoped
class NodeChecks {

  @Inject AccessLogWriter accessLog;
  @Inject NodeInstance instance;
  @Inject CheckpointGate checkpoints;
  @Inject DatabaseProbe database;
  @Inject Deliveries deliveries;
  @EJB RoomReplay replay;
  @EJB RoomTimer timer;
  @Inject OpsSettings settings;
  @Inject RoomSettings rooms;
  @Inject Clock clock;
  @Inject MonotonicClock stopwatch;

  private final Progress sweeps = new Progress();

  List<ReadinessCheck> all() {
    return List.of(
        new ReadinessCheck("access-log", this::accessLogObstacle),
        new ReadinessCheck("checkpoints", checkpoints::obstacle, this::checkpointRemark),
        new ReadinessCheck("clock", this::clockObstacle),
        new ReadinessCheck("database", this::databaseObstacle),
        new ReadinessCheck("deliveries", Optional::empty, this::deliveryRemark),
        new ReadinessCheck("node", instance::obstacle),
        new ReadinessCheck("replay", this::replayObstacle),
        new ReadinessCheck("sweep", this::sweepObstacle));
  }

  /**
   * A database that is behind the checkpoints outside it is not served. Checkpoints that do not get
   * out are no obstacle, because recording waits for none, but the operator sees them.
   */
  private Optional<String> checkpointRemark() {
    String seen =
        checkpoints
            .seen()
            .map(last -> ", saw checkpoint " + last.number() + " " + age(last.at()) + " s ago")
            .orElse("");
    String notCopied =
        checkpoints
            .notCopiedSince()
            .map(since -> "; not copied outside the database since " + since)
            .orElse("");
    return Optional.of("witness: " + checkpoints.witness() + seen + notCopied);
  }

  private long age(Instant then) {
    return Math.max(0, Duration.between(then, clock.instant()).toSeconds());
  }

  /**
   * A node whose clock is wrong takes tickets and tokens for expired that are not, and records
   * times that are no evidence. The clock is compared with the database's, which all nodes share. A
   * database that does not answer is an obstacle by its own check.
   */
  private Optional<String> clockObstacle() {
    return database
        .answer()
        .flatMap(answer -> clockObstacle(answer.ahead(), settings.clockTolerance()));
  }

  static Optional<String> clockObstacle(Duration ahead, Duration tolerance) {
    return ahead.abs().compareTo(tolerance) <= 0
        ? Optional.empty()
        : Optional.of(
            ahead.abs().toSeconds()
                + (ahead.isNegative() ? " s behind" : " s ahead of")
                + " the clock of the database");
  }

  /** Who cannot be recorded cannot log in. */
  private Optional<String> accessLogObstacle() {
    return accessLog.failingSince().map(since -> "nothing can be recorded since " + since);
  }

  /** Without the database no event is recorded. */
  private Optional<String> databaseObstacle() {
    return database.answer().isPresent() ? Optional.empty() : Optional.of("does not answer");
  }

  /**
   * Deliveries that are stuck are no obstacle: the outbox keeps such an outage from clients, and
   * another node would fare no better.
   */
  private Optional<String> deliveryRemark() {
    return database.answer().flatMap(answers -> deliveryRemark(deliveries.backlog()));
  }

  static Optional<String> deliveryRemark(Backlog backlog) {
    return backlog.stuck() == 0
        ? Optional.empty()
        : Optional.of(
            backlog.stuck() + " stuck, the oldest for " + backlog.oldest().toSeconds() + " s");
  }

  /** No request is served before the open rooms are back. */
  private Optional<String> replayObstacle() {
    return replay.ready() ? Optional.empty() : Optional.of("rooms are being brought back");
  }

  /**
   * A node whose sweep has stopped would keep lapsed members for ever. Time counts from the probe
   * that saw the last sweep for the first time, so a jump of the wall clock is no obstacle.
   */
  private Optional<String> sweepObstacle() {
    Duration still = sweeps.still(timer.lastFinished(), stopwatch.nanos());
    return overdue(still, rooms.sweepInterval())
        ? Optional.of("no sweep has finished for too long")
        : Optional.empty();
  }

  /** Ten intervals, or two minutes: a sweep may have to wait for the live platform. */
  static boolean overdue(Duration still, Duration interval) {
    Duration least = Duration.ofMinutes(2);
    Duration ten = interval.multipliedBy(10);
    return still.compareTo(ten.compareTo(least) < 0 ? least : ten) > 0;
  }

  /** How long something has been the same. */
  static final class Progress {
    private Optional<?> last = Optional.empty();
    private long sinceNanos;
    private boolean begun;

    synchronized Duration still(Optional<?> now, long nanos) {
      if (!begun || !last.equals(now)) {
        begun = true;
        last = now;
        sinceNanos = nanos;
      }
      return Duration.ofNanos(nanos - sinceNanos);
    }
  }
}
