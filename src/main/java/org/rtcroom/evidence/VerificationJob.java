package org.rtcroom.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rtcroom.verifier.Report;
import org.rtcroom.verifier.Tally;

/** One verification of the database: under way, done, or failed. */
public final class VerificationJob {

  /** Where a verification is. */
  public enum JobState {
    RUNNING,
    DONE,
    /** It could not be finished; nothing is known. */
    FAILED
  }

  private final String id = UUID.randomUUID().toString();
  private final Instant begun;
  private final Tally tally = new Tally();
  private final CompletableFuture<Report> report = new CompletableFuture<>();

  VerificationJob(Instant begun) {
    this.begun = begun;
  }

  public String id() {
    return id;
  }

  public Instant begun() {
    return begun;
  }

  Tally tally() {
    return tally;
  }

  void done(Report outcome) {
    report.complete(outcome);
  }

  void failed(Exception cause) {
    report.completeExceptionally(cause);
  }

  public JobState state() {
    if (!report.isDone()) {
      return JobState.RUNNING;
    }
    return report.isCompletedExceptionally() ? JobState.FAILED : JobState.DONE;
  }

  /** How far it is. */
  public Report.Counts progress() {
    return tally.counts();
  }

  /** What was found; empty unless it is done. */
  public Optional<Report> report() {
    return state() == JobState.DONE ? Optional.of(report.join()) : Optional.empty();
  }

  /** Waits until it is done or failed, at most so many seconds. */
  public void await(long seconds) {
    try {
      report.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      return;
    }
  }
}
