package org.rtcroom.evidence;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.rtcroom.checkpoint.StoredCopy;

/**
 * Verifies the database while the service goes on; the copy outside the database is the witness.
 * One verification at a time on this node.
 */
@ApplicationScoped
public class Verifications {

  private static final Logger LOG = System.getLogger(Verifications.class.getName());

  /** Jobs that are remembered. */
  private static final int KEPT = 20;

  @Resource ManagedExecutorService threads;
  @Inject HistoryReader reader;
  @Inject StoredCopy copy;
  @Inject Clock clock;

  private final Map<String, VerificationJob> jobs = new LinkedHashMap<>();

  /**
   * Begins a verification.
   *
   * @return empty if one is under way on this node
   */
  public synchronized Optional<VerificationJob> begin(Selection selection) {
    boolean busy =
        jobs.values().stream().anyMatch(job -> job.state() == VerificationJob.JobState.RUNNING);
    if (busy) {
      return Optional.empty();
    }
    VerificationJob job = new VerificationJob(clock.instant());
    jobs.put(job.id(), job);
    if (jobs.size() > KEPT) {
      jobs.remove(jobs.keySet().iterator().next());
    }
    threads.execute(() -> run(job, selection));
    return Optional.of(job);
  }

  /** One of the last {@value #KEPT}. */
  public synchronized Optional<VerificationJob> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  private void run(VerificationJob job, Selection selection) {
    try {
      VerificationReport report = verify(job, selection);
      if (!report.ok()) {
        LOG.log(Level.ERROR, "the audit history does not verify: {0}", report.found());
      }
      job.done(report);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "a verification could not be finished", e);
      job.failed(e);
    }
  }

  /**
   * The copy outside counts up to where it ended before the database was read: the rows of later
   * lines may have been missed.
   */
  private VerificationReport verify(VerificationJob job, Selection selection) throws IOException {
    Optional<Path> file = copy.file();
    long size = file.isPresent() ? Files.size(file.get()) : 0;
    try (DatabaseEvidence evidence = reader.open(selection)) {
      return job.verifier().verify(evidence, copy.publicKey(), file, size);
    }
  }
}
