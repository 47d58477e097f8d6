package org.rtcroom.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One verification of the database.
 *
 * <pre>{@code
 *           finished
 * RUNNING -----------> DONE
 *    |
 *    | a record cannot be read
 *    +---------------> FAILED
 * }</pre>
 */
public final class VerificationJob {

  /** The states of a verification. */
  public enum JobState {
    RUNNING,
    DONE,
    /** It could not be finished; nothing is known. */
    FAILED
  }

  private final String id = UUID.randomUUID().toString();
  private final Instant begun;
  private final IndependentVerifier verifier = new IndependentVerifier();
  private final CompletableFuture<VerificationReport> report = new CompletableFuture<>();

  VerificationJob(Instant begun) {
    this.begun = begun;
  }

  public String id() {
    return id;
  }

  public Instant begun() {
    return begun;
  }

  IndependentVerifier verifier() {
    return verifier;
  }

  void done(VerificationReport outcome) {
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
  public VerificationReport.VerificationCounts progress() {
    return verifier.progress();
  }

  /** Its outcome; empty unless it is done. */
  public Optional<VerificationReport> report() {
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
