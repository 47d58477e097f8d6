package org.rtcroom.checkpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.checkpoint.OutsideFile.CopiedCheckpoint;
import org.rtcroom.database.Jdbc;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.kernel.MonotonicClock;
import org.rtcroom.kernel.ServiceHalted;
import org.rtcroom.settings.Settings;

/**
 * Finds out that the database was set back while the service runs, by a standby that lacked the
 * last commits or by a snapshot: it lacks a checkpoint that is known outside it. Then the service
 * halts, and no number is signed that was signed before.
 */
@ApplicationScoped
class CheckpointWatch {

  /** How long other nodes have to tell of their files after the database was started anew. */
  static final Duration SETTLING = Duration.ofSeconds(10);

  @Inject OutsideFile file;
  @Inject CheckpointKeys keys;
  @Inject NodeInstance instance;
  @Inject Settings settings;
  @Inject MonotonicClock stopwatch;
  @Inject Event<ServiceHalted> halted;

  /** The last checkpoint that this node saw committed, which the file may not have yet. */
  private volatile Optional<CopiedCheckpoint> seen = Optional.empty();

  private @Nullable String server;
  private long serverSince;

  /**
   * Compares, and tells other nodes how far this one's file goes. Works within the caller's
   * transaction.
   *
   * @return whether the database has all checkpoints that are known
   */
  boolean look(Jdbc jdbc) {
    Optional<CopiedCheckpoint> inFile = inFile();
    inFile.ifPresent(copied -> instance.copied(jdbc, copied.number()));
    boolean agrees = agrees(jdbc, inFile);
    if (agrees) {
      CheckpointRows.last(jdbc)
          .filter(last -> !known(last) && TrustedKeys.of(jdbc, keys).signed(last))
          .ifPresent(this::committed);
    }
    return agrees;
  }

  private boolean agrees(Jdbc jdbc, Optional<CopiedCheckpoint> inFile) {
    Optional<String> obstacle =
        Comparison.of(newest(inFile), jdbc)
            .obstacle()
            .or(() -> FurtherCopy.obstacle(jdbc, instance));
    obstacle.ifPresent(reason -> halted.fire(new ServiceHalted(reason)));
    return obstacle.isEmpty();
  }

  /** Whether the next number may be signed. Works within the caller's transaction. */
  boolean maySign(Jdbc jdbc) {
    return agrees(jdbc, inFile()) && settled(jdbc);
  }

  /** A cluster waits until each node could tell of its file. */
  private synchronized boolean settled(Jdbc jdbc) {
    if (!settings.flag("roomservice.cluster.enabled", false)) {
      return true;
    }
    String now =
        jdbc.first(row -> row.getString(1), "select cast(pg_postmaster_start_time() as varchar)")
            .orElse("");
    if (!now.equals(server)) {
      server = now;
      serverSince = stopwatch.nanos();
    }
    return stopwatch.nanos() - serverSince >= SETTLING.toNanos();
  }

  private boolean known(Checkpoint last) {
    return seen.filter(one -> one.hash().equals(last.hashHex())).isPresent();
  }

  /** Takes note of a checkpoint that is in the database. */
  void committed(Checkpoint checkpoint) {
    seen = Optional.of(new CopiedCheckpoint(checkpoint.number(), checkpoint.hashHex()));
  }

  /** A file that cannot be read stops nothing: readiness tells of it. */
  private Optional<CopiedCheckpoint> inFile() {
    try {
      return file.end().last();
    } catch (UncheckedIOException | OutsideFile.UnreadableCopy e) {
      return Optional.empty();
    }
  }

  private Optional<CopiedCheckpoint> newest(Optional<CopiedCheckpoint> inFile) {
    return seen.filter(
            known -> inFile.filter(copied -> copied.number() >= known.number()).isEmpty())
        .or(() -> inFile);
  }
}
