package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.rtcroom.database.NodeInstance;
import org.rtcroom.database.Transactions;

/**
 * Compares the database with the file outside it when the service starts. A database that is behind
 * is not served until the operator acknowledges it.
 */
@ApplicationScoped
class StartComparison {

  private static final Logger LOG = System.getLogger(StartComparison.class.getName());

  @EJB Transactions transactions;
  @Inject CheckpointSettings settings;
  @Inject CheckpointGate gate;
  @Inject CheckpointRecovery recovery;
  @Inject DueEndings due;
  @Inject OutsideFile file;
  @Inject NodeInstance instance;

  /** Compares, goes on where that is acknowledged, and says whether the database may be served. */
  boolean passed() {
    try {
      return passed(compared());
    } catch (OutsideFile.UnreadableCopy e) {
      return refused("cannot be compared: " + e.getMessage());
    }
  }

  private Comparison compared() {
    Optional<OutsideFile.CopiedCheckpoint> copied = file.end().last();
    return transactions.commitStatements(jdbc -> Comparison.of(copied, jdbc));
  }

  private boolean passed(Comparison comparison) {
    if (comparison instanceof Comparison.Behind behind && acknowledged(behind)) {
      recovery.goOn(behind);
      LOG.log(Level.WARNING, "a restored database goes on after checkpoint {0}", behind.file());
    } else if (comparison.obstacle().isPresent()) {
      return refused(comparison.obstacle().get());
    }
    Optional<String> further =
        transactions.commitStatements(jdbc -> FurtherCopy.obstacle(jdbc, instance));
    if (further.isPresent()) {
      return refused(further.get());
    }
    endAgain();
    gate.serve();
    return gate.allowed();
  }

  /** Also what a start before this one did not get to. */
  private void endAgain() {
    long waiting = due.repeat();
    if (waiting > 0) {
      LOG.log(
          Level.WARNING,
          "{0} erasures of before the restore wait until sessions are closed and not held",
          waiting);
    }
  }

  private boolean acknowledged(Comparison.Behind behind) {
    return settings.acknowledged().filter(number -> number == behind.database()).isPresent();
  }

  private boolean refused(String reason) {
    gate.refuse(reason);
    return false;
  }
}
