package org.rtcroom.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rtcroom.room.Change;

/** Who holds what a new session wants: a room id, or an IM group. */
@ApplicationScoped
class Claims {

  @Inject ShortReads reads;

  /** The session that holds the id or the group the change wants; an open one if there is one. */
  Optional<SessionHead> holder(Change change) {
    String openKey = SessionHead.openKey(change.after().key());
    String groupKey = change.holdsGroup() ? SessionHead.groupKey(change.after().key().id()) : "";
    List<SessionHead> holders =
        reads.read(
            entities ->
                entities
                    .createQuery(
                        "select h from SessionHead h where h.openKey = :openKey"
                            + " or h.groupKey = :groupKey",
                        SessionHead.class)
                    .setParameter("openKey", openKey)
                    .setParameter("groupKey", groupKey)
                    .getResultList());
    return holders.stream().min(Comparator.comparing(SessionHead::closed));
  }
}
