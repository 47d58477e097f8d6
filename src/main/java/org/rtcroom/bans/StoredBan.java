package org.rtcroom.bans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtcroom.chain.Line;
import org.rtcroom.chain.RecordedJson;
import org.rtcroom.chain.Sha256;
import org.rtcroom.kernel.AccessKind;
import org.rtcroom.kernel.UserId;
import org.rtcroom.room.Ban;
import org.rtcroom.room.IdSpace;
import org.rtcroom.room.RoomKey;

/**
 * A ban as a row, and the line of the access log that the row names as its reason.
 *
 * @param line empty if there is none
 * @param salt of the line's personal part; no bytes if that was erased
 * @param part the personal part, which says who is banned
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredBan(Ban ban, Optional<Line> line, byte[] salt, byte[] part) {

  static final String SELECT =
      "select b.space, b.room_id, b.user_id, b.until_millis, l.format, l.chain, l.seq,"
          + " l.at_millis, l.kind, l.details, l.commitment, l.previous_hash, l.hash, p.salt, p.part"
          + " from ban b left join access_line l on l.chain = b.chain and l.seq = b.seq"
          + " left join access_person p on p.chain = b.chain and p.seq = b.seq";

  private static final byte[] NOTHING = {};

  static StoredBan of(ResultSet row) throws SQLException {
    RoomKey key = new RoomKey(IdSpace.valueOf(row.getString(1)), row.getString(2));
    Ban ban = new Ban(key, new UserId(row.getString(3)), Instant.ofEpochMilli(row.getLong(4)));
    Optional<Line> line =
        row.getString(6) == null
            ? Optional.empty()
            : Optional.of(
                new Line(
                    row.getInt(5),
                    row.getString(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getString(9),
                    row.getBytes(10),
                    row.getBytes(11),
                    row.getBytes(12),
                    row.getBytes(13)));
    return new StoredBan(ban, line, bytes(row.getBytes(14)), bytes(row.getBytes(15)));
  }

  private static byte[] bytes(byte @Nullable [] column) {
    return column == null ? NOTHING : column;
  }

  /** The line, if it imposes this ban. */
  Optional<Line> reason() {
    return line.filter(this::imposes);
  }

  private boolean imposes(Line reason) {
    return reason.kind().equals(AccessKind.BANNED.name())
        && Arrays.equals(reason.hash(), reason.computedHash())
        && says(reason.details(), "space", ban.key().space().name())
        && says(reason.details(), "room", ban.key().id())
        && says(reason.details(), "until", String.valueOf(ban.until().toEpochMilli()))
        && (part.length == 0
            || (Arrays.equals(Sha256.of(salt, part), reason.commitment())
                && says(part, "user", ban.userId().value())));
  }

  private static boolean says(byte[] json, String name, String value) {
    return RecordedJson.find(json)
        .filter(said -> said.getString(name, "").equals(value))
        .isPresent();
  }
}
