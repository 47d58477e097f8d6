package org.rtcroom.audit.checkpoint;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.function.Function;
import org.rtcroom.audit.Outcome;
import org.rtcroom.audit.ShortTransaction;

/** Runs short transactions whose failure is for the next attempt to mend. */
@ApplicationScoped
class Transactions {

  @EJB ShortTransaction transaction;

  /** The database did not take it, or gave no answer. */
  static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failed(String message, RuntimeException cause) {
      super(message, cause);
    }
  }

  /**
   * What the work gives, once it is committed.
   *
   * @throws Failed if it was not, or if nobody knows
   */
  <T> T of(Function<EntityManager, T> work) {
    Outcome<T> outcome = transaction.run(work);
    if (outcome instanceof Outcome.Committed<T> committed) {
      return committed.result();
    }
    throw outcome instanceof Outcome.RolledBack<T> rolledBack
        ? new Failed("the database did not take it", rolledBack.cause())
        : new Failed("the commit gave no answer", ((Outcome.Unknown<T>) outcome).cause());
  }
}
