package org.rtcroom.journal;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rtcroom.chain.Line;
import org.rtcroom.database.Jdbc;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Change;
import org.rtcroom.room.Journal;
import org.rtcroom.room.Position;
import org.rtcroom.room.Reason;
import org.rtcroom.room.RoomKey;
import org.rtcroom.room.RoomState;

/**
 * A session's head on its way to the end of a change: it begins there, or moves there unless
 * another writer has moved it since. Those of all changes of a batch take two statements.
 *
 * @param last the line with which the change ends
 * @param snapshot number of a snapshot line among the new ones, or −1
 */
record MovingHead(Change change, Line last, long snapshot) {

  private static final String BEGIN =
      "insert into session_head (open_key, group_key, creator, opened_millis, activated_millis,"
          + " closed_millis, reason, last_seq, last_hash, snapshot_seq, session_id, family, space,"
          + " room_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)";

  /** Names the line it follows. */
  private static final String MOVE =
      "update session_head set open_key = ?, group_key = ?, creator = ?, opened_millis = ?,"
          + " activated_millis = ?, closed_millis = ?, reason = ?, last_seq = ?, last_hash = ?,"
          + " snapshot_seq = greatest(snapshot_seq, ?)"
          + " where session_id = ? and last_seq = ? and last_hash = ?";

  /**
   * Writes the heads: first those of sessions that begin.
   *
   * @throws Journal.LostRace if one does not end where its change begins
   */
  static void write(Jdbc jdbc, List<MovingHead> heads) {
    List<MovingHead> beginning = heads.stream().filter(head -> head.before().isEmpty()).toList();
    List<MovingHead> moving = heads.stream().filter(head -> head.before().isPresent()).toList();
    jdbc.each(BEGIN, beginning, MovingHead::begun);
    boolean[] moved = jdbc.each(MOVE, moving, MovingHead::moved);
    for (int i = 0; i < moved.length; i++) {
      if (!moved[i]) {
        throw new Journal.LostRace("session " + moving.get(i).sessionId() + " went on elsewhere");
      }
    }
  }

  private Optional<Position> before() {
    return change.before();
  }

  private String sessionId() {
    return change.after().sessionId().value();
  }

  private Object[] begun() {
    RoomKey key = change.after().key();
    return values(
        sessionId(), change.after().terms().type().family(), key.space().name(), key.id());
  }

  private Object[] moved() {
    Position before = before().orElseThrow();
    return values(snapshot, sessionId(), before.seq(), HexFormat.of().parseHex(before.hash()));
  }

  /** Of the columns that each change sets, and of more. */
  private Object[] values(Object... more) {
    RoomState after = change.after();
    RoomKey key = after.key();
    Object[] values = {
      Optional.of(key).filter(held -> change.holdsId()).map(SessionHead::openKey),
      Optional.of(key.id()).filter(held -> change.holdsGroup()).map(SessionHead::groupKey),
      after.creator().map(UserId::value),
      after.openedAt().toEpochMilli(),
      millis(after.activatedAt()),
      millis(after.closedAt()),
      after.closedWhy().map(Reason::name),
      last.seq(),
      last.hash()
    };
    Object[] all = new Object[values.length + more.length];
    System.arraycopy(values, 0, all, 0, values.length);
    System.arraycopy(more, 0, all, values.length, more.length);
    return all;
  }

  private static OptionalLong millis(Optional<Instant> moment) {
    return moment.stream().mapToLong(Instant::toEpochMilli).findFirst();
  }
}
