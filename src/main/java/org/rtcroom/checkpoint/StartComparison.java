package org.rtcroom.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.rtcroom.database.Jdbc;
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
    return transactions.commitStatements(jdbc -> compared(jdbc, copied));
  }

  static Comparison compared(Jdbc jdbc, Optional<OutsideFile.CopiedCheckpoint> copied) {
    return Comparison.of(
        copied,
        copied.flatMap(last -> CheckpointRows.find(jdbc, last.number())),
        CheckpointRows.lastNumber(jdbc));
  }

  private boolean passed(Comparison comparison) {
    if (comparison instanceof Comparison.Disagrees disagrees) {
      return refused(
          "the database has another checkpoint "
              + disagrees.number()
              + " than the file outside: two histories");
    }
    if (comparison instanceof Comparison.Behind behind && !acknowledged(behind)) {
      return refused(
          "the database ends at checkpoint "
              + behind.database()
              + ", the file outside at "
              + behind.file()
              + "; to go on without what is lost, set "
              + CheckpointSettings.ACKNOWLEDGE
              + "="
              + behind.database());
    }
    if (comparison instanceof Comparison.Behind behind) {
      recovery.goOn(behind);
      LOG.log(Level.WARNING, "a restored database goes on after checkpoint {0}", behind.file());
    }
    endAgain();
    gate.serve();
    return true;
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
    LOG.log(Level.ERROR, "not served: {0}", reason);
    gate.refuse(reason);
    return false;
  }
}
