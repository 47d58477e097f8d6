package org.rtcroom.audit;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.function.Function;
import org.rtcroom.room.Journal;

/** Reads of the journal, each in a short transaction of its own. */
@ApplicationScoped
class ShortReads {

  @EJB ShortTransaction transaction;

  /**
   * What a query finds.
   *
   * @throws Journal.Broken as the query does
   * @throws Journal.NotRecorded if the database did not answer
   */
  <T> T read(Function<EntityManager, T> query) {
    Outcome<T> outcome = transaction.run(query);
    if (outcome instanceof Outcome.Committed<T> committed) {
      return committed.result();
    }
    if (outcome instanceof Outcome.RolledBack<T> rolledBack
        && rolledBack.cause() instanceof Journal.Broken broken) {
      throw broken;
    }
    throw new Journal.NotRecorded("the database did not answer", cause(outcome));
  }

  private static <T> RuntimeException cause(Outcome<T> outcome) {
    return outcome instanceof Outcome.RolledBack<T> rolledBack
        ? rolledBack.cause()
        : ((Outcome.Unknown<T>) outcome).cause();
  }
}
