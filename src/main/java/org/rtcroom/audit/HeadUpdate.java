package org.rtcroom.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import org.rtcroom.room.SessionId;

/** Moves a session's head, if nobody else has moved it since. */
final class HeadUpdate {

  private HeadUpdate() {}

  /**
   * One UPDATE that names the line it follows.
   *
   * @param snapshot number of a snapshot line among the new ones, or −1
   * @return 1, or 0 if the head no longer ends at {@code beforeSeq}
   */
  static int run(EntityManager entities, SessionHead head, long beforeSeq, long snapshot) {
    Query update =
        entities.createQuery(
            "update SessionHead h set h.openKey = :openKey, h.groupKey = :groupKey,"
                + " h.creator = :creator, h.openedMillis = :opened,"
                + " h.activatedMillis = :activated, h.closedMillis = :closed,"
                + " h.reason = :reason, h.lastSeq = :lastSeq, h.lastHash = :lastHash"
                + (snapshot < 0 ? "" : ", h.snapshotSeq = :snapshot")
                + " where h.sessionId = :sessionId and h.lastSeq = :beforeSeq");
    if (snapshot >= 0) {
      update.setParameter("snapshot", snapshot);
    }
    return update
        .setParameter("openKey", head.openKeyOrNull())
        .setParameter("groupKey", head.groupKeyOrNull())
        .setParameter("creator", head.creator().orElse(null))
        .setParameter("opened", head.openedMillis())
        .setParameter("activated", head.activatedMillis().orElse(null))
        .setParameter("closed", head.closedMillis().orElse(null))
        .setParameter("reason", head.reason().orElse(null))
        .setParameter("lastSeq", head.lastSeq())
        .setParameter("lastHash", head.lastHash())
        .setParameter("sessionId", head.sessionId().value())
        .setParameter("beforeSeq", beforeSeq)
        .executeUpdate();
  }

  /**
   * Moves the head of a closed session to a line that was added after its end. Its claims stay: the
   * session may still hold a group that is to be destroyed.
   *
   * @return 1, or 0 if the head no longer ends before that line
   */
  static int afterClosing(EntityManager entities, Line line) {
    return entities
        .createQuery(
            "update SessionHead h set h.lastSeq = :lastSeq, h.lastHash = :lastHash"
                + " where h.sessionId = :sessionId and h.lastSeq = :beforeSeq"
                + " and h.closedMillis is not null")
        .setParameter("lastSeq", line.seq())
        .setParameter("lastHash", line.hash())
        .setParameter("sessionId", line.chain())
        .setParameter("beforeSeq", line.seq() - 1)
        .executeUpdate();
  }

  /** Takes the creator's id out of a head: whoever opened the session was erased. */
  static void forgetCreator(EntityManager entities, SessionId sessionId) {
    entities
        .createQuery("update SessionHead h set h.creator = null where h.sessionId = :sessionId")
        .setParameter("sessionId", sessionId.value())
        .executeUpdate();
  }
}
