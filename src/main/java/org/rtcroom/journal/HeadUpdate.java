package org.rtcroom.journal;

import org.rtcroom.chain.ActSignatures;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.SessionId;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Remarks;
import org.rtcroom.room.RoomEvent;

/**
 * Brings a session's head in line with lines that are no change of its room: remarks, and lines
 * that were added after its end. Works within the caller's transaction.
 */
public final class HeadUpdate {

  private HeadUpdate() {}

  /**
   * Moves the head of a closed session to a line that was added after its end. Its claims stay: the
   * session may still hold a group that is to be destroyed.
   *
   * @return 1, or 0 if the head no longer ends before that line
   */
  public static int afterClosing(Jdbc jdbc, Line line) {
    return jdbc.update(
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
      Jdbc jdbc, SessionId sessionId, RoomEvent event, ActSignatures acts) {
    if (event instanceof Remarks.RetentionSet || event instanceof Remarks.ShorteningAgreed) {
      RecordProtection standing = standing(jdbc, sessionId, acts);
      standing.retention().ifPresent(set -> retain(jdbc, sessionId, set, standing.shortened()));
    } else if (event instanceof Remarks.Held || event instanceof Remarks.LiftAgreed) {
      boolean held = standing(jdbc, sessionId, acts).held();
      jdbc.update("update session_head set held = ? where session_id = ?", held, sessionId.value());
    }
  }

  private static RecordProtection standing(Jdbc jdbc, SessionId sessionId, ActSignatures acts) {
    RecordProtection standing = RecordProtection.of(jdbc, sessionId, acts);
    if (standing.objection().isPresent()) {
      throw new Journal.LostRace("session " + sessionId + ": " + standing.objection().get());
    }
    return standing;
  }

  private static void retain(
      Jdbc jdbc, SessionId sessionId, Remarks.RetentionSet retention, boolean shortened) {
    jdbc.update(
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
  public static void forgetRoom(Jdbc jdbc, SessionId sessionId, String pseudonym) {
    jdbc.update(
        "update session_head set room_id = ? where session_id = ?", pseudonym, sessionId.value());
  }

  /** Takes the creator's id out of a head: the creator of the session was erased. */
  public static void forgetCreator(Jdbc jdbc, SessionId sessionId) {
    jdbc.update("update session_head set creator = null where session_id = ?", sessionId.value());
  }
}
