package org.rtcroom.journal;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.function.Function;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.room.Journal;

/** Reads of the journal, each in a short transaction of its own. */
@ApplicationScoped
class ShortReads {

  @EJB Transactions transaction;

  /**
   * What a query finds.
   *
   * @throws BrokenChain as the query does
   * @throws Journal.NotRecorded if the database did not answer
   */
  <T> T read(Function<EntityManager, T> query) {
    try {
      return transaction.commit(query);
    } catch (DatabaseUnavailable e) {
      throw new Journal.NotRecorded("the database did not answer", e);
    }
  }
}
