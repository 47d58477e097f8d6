package org.rtcroom.bans;

import jakarta.json.JsonObject;
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
 * @param part the personal part, which says who is kept out of which room
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredBan(Ban ban, Optional<Line> line, byte[] salt, byte[] part) {

  static final String SELECT =
      "select b.ban_id, b.until_millis, l.format, l.chain, l.seq,"
          + " l.at_millis, l.kind, l.details, l.commitment, l.previous_hash, l.hash, p.salt, p.part"
          + " from ban b left join access_line l on l.chain = b.chain and l.seq = b.seq"
          + " left join access_person p on p.chain = b.chain and p.seq = b.seq";

  /** Those of some ids. */
  static final String SELECT_SOME = SELECT + " where b.ban_id = any(?)";

  private static final byte[] NOTHING = {};

  static StoredBan of(ResultSet row) throws SQLException {
    Ban ban = new Ban(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
    Optional<Line> line =
        row.getString(4) == null
            ? Optional.empty()
            : Optional.of(
                new Line(
                    row.getInt(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getString(7),
                    row.getBytes(8),
                    row.getBytes(9),
                    row.getBytes(10),
                    row.getBytes(11)));
    return new StoredBan(ban, line, bytes(row.getBytes(12)), bytes(row.getBytes(13)));
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
        && says(reason.details(), "ban", ban.id())
        && says(reason.details(), "until", String.valueOf(ban.until().toEpochMilli()))
        && (part.length == 0 || Arrays.equals(Sha256.of(salt, part), reason.commitment()));
  }

  private static boolean says(byte[] json, String name, String value) {
    return RecordedJson.find(json)
        .filter(said -> said.getString(name, "").equals(value))
        .isPresent();
  }

  /** Who is kept out of which room; empty once that was erased. Of a ban with its reason only. */
  Optional<Ban.Subject> subject() {
    return RecordedJson.find(part).map(StoredBan::subject);
  }

  private static Ban.Subject subject(JsonObject said) {
    RoomKey key = new RoomKey(IdSpace.valueOf(said.getString("space")), said.getString("room"));
    return new Ban.Subject(key, new UserId(said.getString("user")));
  }
}
