package org.rtcroom.journal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.util.HexFormat;
import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Position;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/** Moves a session's head, unless another writer has moved it since. */
public final class HeadUpdate {

  private HeadUpdate() {}

  /**
   * One UPDATE that names the line it follows. Rows that wait to be inserted need not be there yet.
   *
   * @param before the line it follows
   * @param snapshot number of a snapshot line among the new ones, or −1
   * @return 1, or 0 if the head does not end with that line
   */
  static int run(EntityManager entities, SessionHead head, Position before, long snapshot) {
    Query update =
        entities.createQuery(
            "update SessionHead h set h.openKey = :openKey, h.groupKey = :groupKey,"
                + " h.creator = :creator, h.openedMillis = :opened,"
                + " h.activatedMillis = :activated, h.closedMillis = :closed,"
                + " h.reason = :reason, h.lastSeq = :lastSeq, h.lastHash = :lastHash"
                + (snapshot < 0 ? "" : ", h.snapshotSeq = :snapshot")
                + " where h.sessionId = :sessionId and h.lastSeq = :beforeSeq"
                + " and h.lastHash = :beforeHash");
    if (snapshot >= 0) {
      update.setParameter("snapshot", snapshot);
    }
    return update
        .setFlushMode(FlushModeType.COMMIT)
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
        .setParameter("beforeSeq", before.seq())
        .setParameter("beforeHash", HexFormat.of().parseHex(before.hash()))
        .executeUpdate();
  }

  /**
   * Moves the head of a closed session to a line that was added after its end. Its claims stay: the
   * session may still hold a group that is to be destroyed.
   *
   * @return 1, or 0 if the head no longer ends before that line
   */
  public static int afterClosing(EntityManager entities, Line line) {
    return Jdbc.of(entities)
        .update(
            "update session_head set last_seq = ?, last_hash = ?"
                + " where session_id = ? and last_seq = ? and last_hash = ?"
                + " and closed_millis is not null",
            line.seq(),
            line.hash(),
            line.chain(),
            line.seq() - 1,
            line.previousHash());
  }

  /**
   * Brings a head in line with what its lines tell of how long it is kept, so that checkpoints
   * carry it. Works once the lines are there and the head has been moved to them.
   *
   * @param event of a line that was just added; only one about holds or retention changes anything
   * @throws Journal.LostRace if somebody's agreement does not count any more, because another line
   *     came first
   */
  public static void afterRemark(
      EntityManager entities, SessionId sessionId, RoomEvent event, ActSignatures acts) {
    if (event instanceof Remarks.RetentionSet || event instanceof Remarks.ShorteningAgreed) {
      RecordProtection standing = standing(entities, sessionId, acts);
      standing.retention().ifPresent(set -> retain(entities, sessionId, set, standing.shortened()));
    } else if (event instanceof Remarks.Held || event instanceof Remarks.LiftAgreed) {
      boolean held = standing(entities, sessionId, acts).held();
      Jdbc.of(entities)
          .update("update session_head set held = ? where session_id = ?", held, sessionId.value());
    }
  }

  private static RecordProtection standing(
      EntityManager entities, SessionId sessionId, ActSignatures acts) {
    RecordProtection standing = RecordProtection.of(entities, sessionId, acts);
    if (standing.objection().isPresent()) {
      throw new Journal.LostRace("session " + sessionId + ": " + standing.objection().get());
    }
    return standing;
  }

  private static void retain(
      EntityManager entities,
      SessionId sessionId,
      Remarks.RetentionSet retention,
      boolean shortened) {
    Jdbc.of(entities)
        .update(
            "update session_head set retention_class = ?, base_millis = ?, until_millis = ?,"
                + " shortened = ? where session_id = ?",
            retention.retentionClass(),
            retention.base().toEpochMilli(),
            retention.until().toEpochMilli(),
            shortened,
            sessionId.value());
  }

  /**
   * Takes the room's id out of the head of a closed session: whoever chose it was erased.
   *
   * @param pseudonym as the session's lines say
   */
  public static void forgetRoom(EntityManager entities, SessionId sessionId, String pseudonym) {
    Jdbc.of(entities)
        .update(
            "update session_head set room_id = ? where session_id = ?",
            pseudonym,
            sessionId.value());
  }

  /** Takes the creator's id out of a head: the creator of the session was erased. */
  public static void forgetCreator(EntityManager entities, SessionId sessionId) {
    Jdbc.of(entities)
        .update("update session_head set creator = null where session_id = ?", sessionId.value());
  }
}
