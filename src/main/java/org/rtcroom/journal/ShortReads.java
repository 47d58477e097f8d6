package org.rtcroom.journal;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.rtcroom.database.DatabaseUnavailable;
import org.rtcroom.database.Transactions;
import org.rtcroom.kernel.BrokenChain;
import org.rtcroom.room.Change;
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

  /** The session that holds the id or the group the change wants; an open one if there is one. */
  Optional<SessionHead> holder(Change change) {
    String openKey = SessionHead.openKey(change.after().key());
    String groupKey = change.holdsGroup() ? SessionHead.groupKey(change.after().key().id()) : "";
    return read(
        entities ->
            entities
                .createQuery(
                    "select h from SessionHead h where h.openKey = :openKey"
                        + " or h.groupKey = :groupKey",
                    SessionHead.class)
                .setParameter("openKey", openKey)
                .setParameter("groupKey", groupKey)
                .getResultStream()
                .min(Comparator.comparing(SessionHead::closed)));
  }
}
